"""Rows as a program reads them: codes beside words, days as ISO 8601, other rows by their number."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import QuerySet
from django.urls import reverse

from qingmiao.api.contracts import Dossier, Field, FigureLine, FigureRow, Line, RegisterCard
from qingmiao.insight.figures.contracts import Card, Question, Row
from qingmiao.insight.figures.permissions import READ_DEFINITIONS, reads_definitions
from qingmiao.insight.figures.queries.figures import cards
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden
from qingmiao.people.dossiers.enums import Standing
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.queries import people, searched
from qingmiao.people.exchange.permissions import EXPORT_ROSTER
from qingmiao.registers.declaration import REGISTERS, Register
from qingmiao.registers.models import field_of

PAGE_SIZE = 50
PERSON_FIELDS = (
    "name", "sex", "birth", "ethnicity", "native_place", "birth_place", "political_face",
    "party_text", "work_began", "health", "professional_title", "speciality", "category",
    "standing", "unit", "post_text", "post_since", "level", "level_since", "rank", "rank_since",
    "schooling", "full_time_schooling",
)  # fmt: skip
"""Of a person; identity number, telephone, photograph and family never leave by this door."""
LISTED_FIELDS = (
    "name", "sex", "birth", "unit", "post_text", "post_since", "level", "rank", "schooling",
    "political_face", "standing",
)  # fmt: skip
PARTS = ("educations", "spells", "level_spells", "appraisals", "awards")


def register_of(*, actor: Actor, room: str, noun: str) -> Register | None:
    """The register as this account knows it; ``None`` where it does not exist for it."""
    register = REGISTERS.get(f"{room}.{noun}")
    if register is None or register.view.nowhere(actor):
        return None
    return register.read_by(actor)


def register_cards(*, actor: Actor) -> list[RegisterCard]:
    known = (register_of(actor=actor, room=r.room, noun=r.noun) for r in REGISTERS.values())
    return [_card(register) for register in known if register is not None]


def _card(register: Register) -> RegisterCard:
    fields = [field_of(register.model, name) for name in register.fields]
    return RegisterCard(
        code=register.code,
        title=str(register.title),
        url=reverse("api:register", args=[register.room, register.noun]),
        fields=[
            Field(name=field.name, label=str(field.verbose_name), kind=_kind(field))
            for field in fields
        ],
        filters=[
            name
            for facet in register.facets
            for name in (
                (f"{facet.name}_begins", f"{facet.name}_ends")
                if facet.kind == "period"
                else (facet.name,)
            )
        ],
    )


def _kind(field: Any) -> str:
    if field.is_relation:
        return "row"
    if field.choices:
        return "choice"
    kinds = (
        (models.BooleanField, "flag"),
        (models.DateTimeField, "moment"),
        (models.DateField, "date"),
        (models.DecimalField | models.IntegerField | models.FloatField, "number"),
    )
    return next((kind for cls, kind in kinds if isinstance(field, cls)), "text")


def spoken(row: Any, name: str) -> Any:
    """A field's value: a code with its word, a row with its number, a day or moment in ISO 8601."""
    value = getattr(row, name, None)
    if isinstance(value, models.Model):
        return {"id": value.pk, "text": str(value)}
    told = getattr(row, f"get_{name}_display", None)
    if told is not None and value not in (None, ""):
        return {"code": value, "text": str(told())}
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return value


def line_of(register: Register, row: Any) -> Line:
    return Line(
        id=row.pk,
        title=str(row),
        page=reverse(register.url_name("detail"), args=[row.pk]),
        fields={name: spoken(row, name) for name in register.fields},
    )


def with_neighbours(register: Register, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with every row they name, so that a page asks no more than its first line."""
    related = [name for name in register.fields if field_of(register.model, name).is_relation]
    return rows.select_related(*register.select, *related)


def shown_page(rows: Any, number: int) -> Page:
    return Paginator(rows, PAGE_SIZE).get_page(number)


def people_asked(
    *, actor: Actor, words: str, unit: int | None, with_left: bool
) -> QuerySet[Person]:
    """Whoever the account may export: what leaves here is a roster, whatever its shape."""
    rows = EXPORT_ROSTER.rows(actor, people(actor=actor)).order_by("roster_order", "pk")
    if not with_left:
        rows = rows.filter(standing=Standing.IN_SERVICE)
    if unit is not None:
        rows = rows.filter(unit__path__contains=f"/{unit}/")
    return searched(rows, words)


def person_line(person: Person) -> Line:
    return Line(
        id=person.pk,
        title=person.name,
        page=reverse("dossiers:person", args=[person.pk]),
        fields={name: spoken(person, name) for name in LISTED_FIELDS},
    )


def dossier_of(*, actor: Actor, pk: int) -> Person | None:
    rows = EXPORT_ROSTER.rows(actor, people(actor=actor))
    return rows.prefetch_related(*PARTS).filter(pk=pk).first()


def dossier_told(person: Person) -> Dossier:
    return Dossier(
        id=person.pk,
        title=person.name,
        page=reverse("dossiers:person", args=[person.pk]),
        fields={name: spoken(person, name) for name in PERSON_FIELDS},
        parts={part: _rows(getattr(person, part).all()) for part in PARTS},
    )


def _rows(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {
            field.name: spoken(row, field.name)
            for field in row._meta.concrete_fields
            if field.name not in {"id", "person"} and not field.is_relation
        }
        for row in rows
    ]


def figure_lines(*, actor: Actor, question: Question) -> list[FigureLine]:
    if not reads_definitions(actor):
        raise Forbidden(READ_DEFINITIONS.sentence)
    return [figure_line(card) for card in cards(actor=actor, question=question)]


def figure_line(card: Card) -> FigureLine:
    return FigureLine(
        code=card.code,
        title=card.title,
        definition=card.definition,
        unit=card.unit,
        value=card.answer.value if card.answer else None,
        shown=card.display,
    )


def figure_row(row: Row) -> FigureRow:
    return FigureRow(
        person_id=row.person_id,
        person=row.person,
        unit=row.unit,
        post=row.post,
        record=row.record,
        day=row.day.isoformat() if row.day else None,
    )
