"""Rosters go out: typed cells under the headings an import reads back."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from qingmiao.access.enums import DEPARTMENT
from qingmiao.engines.sheets.services import write_table
from qingmiao.engines.vault.services import unseal
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.kernel.periods import age_on
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.services.sealing import place_of
from qingmiao.people.exchange.deeds import ROSTER_EXPORTED
from qingmiao.people.exchange.permissions import EXPORT_ROSTER
from qingmiao.people.exchange.rules.columns import BY_KEY
from qingmiao.people.exchange.services.export import require_purpose
from qingmiao.people.exchange.services.roster import DATES, LABELS, shown

KEYS = (
    "name",
    "unit",
    "post_text",
    "sex",
    "birth",
    "ethnicity",
    "native_place",
    "birth_place",
    "political_face",
    "party_text",
    "work_began",
    "full_time_schooling",
    "schooling",
    "level",
    "level_since",
    "rank",
    "rank_since",
    "post_since",
    "category",
    "professional_title",
    "speciality",
    "health",
)
"""What leaves for whoever may export; the identity number follows for the department alone."""

_SOURCES = {"unit": "unit__name"}


@transaction.atomic
def export_roster(
    *, actor: Actor, people: QuerySet[Person], purpose: str, on: date
) -> tuple[int, bytes]:
    """导出花名册: how many people, and the workbook. The purpose is recorded with who and how many."""
    reason = require_purpose(purpose)
    rows = EXPORT_ROSTER.rows(actor, people)
    count = rows.count()
    if not count:
        raise Refused(_("没有可以导出的干部"))
    with_numbers = actor.units(*DEPARTMENT) is None
    columns = [(_("序号"), "integer"), *((BY_KEY[key].label, _kind(key)) for key in KEYS)]
    columns.append((_("年龄"), "integer"))
    if with_numbers:
        columns.append((BY_KEY["id_number"].label, "text"))
    content = write_table(_("干部花名册"), columns, _lines(rows, with_numbers=with_numbers, on=on))
    note_roster(actor=actor, count=count, with_numbers=with_numbers, reason=reason)
    return count, content


@transaction.atomic
def note_roster(*, actor: Actor, count: int, with_numbers: bool, reason: str) -> None:
    """A roster that leaves is a deed, in whatever shape it leaves."""
    record(
        actor=actor,
        deed=ROSTER_EXPORTED,
        subject=Person(pk=0),
        detail={"count": count, "with_numbers": with_numbers},
        reason=reason,
    )


def _kind(key: str) -> str:
    return "month" if key in DATES else "text"


def _lines(rows: QuerySet[Person], *, with_numbers: bool, on: date) -> Iterator[Sequence[object]]:
    sources = [_SOURCES.get(key, key) for key in KEYS]
    sealed = ["uid", "id_sealed"] if with_numbers else []
    values = rows.values_list(*sources, *sealed)
    width, birth = len(KEYS), KEYS.index("birth")
    coded = [(at, _Told(key)) for at, key in enumerate(KEYS) if key in LABELS]
    for number, row in enumerate(values.iterator(chunk_size=5000), 1):
        line: list[Any] = list(row[:width])
        for at, told in coded:
            line[at] = told[line[at]]
        line.append(age_on(birth=row[birth], on=on))
        if with_numbers:
            uid, kept = row[width:]
            number_told = unseal(kept, key=settings.FIELD_KEY, place=place_of(uid)) if kept else ""
            line.append(number_told)
        yield (number, *line)


class _Told(dict[Any, str]):
    """Codes of one column in words, each worked out once."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key

    def __missing__(self, code: Any) -> str:
        word = self[code] = shown(self.key, code)
        return word
