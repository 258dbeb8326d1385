"""What leaves by the API leaves as an export does: under the reader's permission, with purpose, on record."""

from math import ceil

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from qingmiao.api import queries
from qingmiao.api.contracts import Dossier, FigureRows, Line, Lines
from qingmiao.insight.figures.contracts import Question
from qingmiao.insight.figures.permissions import READ_FIGURES, reads_figures
from qingmiao.insight.figures.queries import figures
from qingmiao.insight.figures.rules.catalogue import DEFINITIONS
from qingmiao.insight.figures.services import note_export
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden
from qingmiao.ledger.deeds import official
from qingmiao.people.dossiers.services.dossier import note_view
from qingmiao.people.exchange.permissions import EXPORT_ROSTER
from qingmiao.people.exchange.services.roster_export import note_roster
from qingmiao.registers.declaration import Register
from qingmiao.registers.export import record_export
from qingmiao.registers.queries import listed, read_filter, visible


def _required(actor: Actor, room: str, noun: str) -> Register:
    register = queries.register_of(actor=actor, room=room, noun=noun)
    if register is None:
        raise Forbidden(_("没有这个登记册"))
    return register


def _noted(actor: Actor, register: Register, count: int, asked: str, purpose: str) -> None:
    with official():
        filters = asked or _("全部")
    record_export(actor=actor, register=register, count=count, filters=filters, reason=purpose)


@transaction.atomic
def read_register(
    *, actor: Actor, room: str, noun: str, asked: QueryDict, number: int, purpose: str
) -> Lines:
    """One page of a list under the filters its own page understands."""
    register = _required(actor, room, noun)
    rows = listed(register, actor, read_filter(register, asked))
    shown = queries.shown_page(queries.with_neighbours(register, rows), number)
    lines = [queries.line_of(register, row) for row in shown.object_list]
    _noted(actor, register, len(lines), asked.urlencode(), purpose)
    return Lines(
        total=shown.paginator.count,
        page=shown.number,
        pages=shown.paginator.num_pages,
        rows=lines,
    )


@transaction.atomic
def read_row(*, actor: Actor, room: str, noun: str, pk: int, purpose: str) -> Line:
    register = _required(actor, room, noun)
    rows = queries.with_neighbours(register, visible(register, actor, with_void=True))
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Forbidden(register.view.sentence)
    _noted(actor, register, 1, f"#{pk}", purpose)
    return queries.line_of(register, row)


@transaction.atomic
def read_people(
    *, actor: Actor, words: str, unit: int | None, with_left: bool, number: int, purpose: str
) -> Lines:
    if EXPORT_ROSTER.nowhere(actor):
        raise Forbidden(EXPORT_ROSTER.sentence)
    rows = queries.people_asked(actor=actor, words=words, unit=unit, with_left=with_left)
    shown = queries.shown_page(rows, number)
    lines = [queries.person_line(person) for person in shown.object_list]
    note_roster(actor=actor, count=len(lines), with_numbers=False, reason=purpose)
    return Lines(
        total=shown.paginator.count,
        page=shown.number,
        pages=shown.paginator.num_pages,
        rows=lines,
    )


@transaction.atomic
def read_person(*, actor: Actor, pk: int, purpose: str) -> Dossier:
    person = queries.dossier_of(actor=actor, pk=pk)
    if person is None:
        raise Forbidden(EXPORT_ROSTER.sentence)
    note_view(actor=actor, person=person, reason=purpose)
    return queries.dossier_told(person)


@transaction.atomic
def read_figure(
    *, actor: Actor, code: str, question: Question, number: int, purpose: str
) -> FigureRows:
    """A figure and a page of its rows, for those who may read both."""
    if not reads_figures(actor) or code not in DEFINITIONS:
        raise Forbidden(READ_FIGURES.sentence)
    ask, hidden = figures.asked(question), actor.confidential_ids
    total = figures.number_of_rows(code, ask=ask, hidden=hidden)
    pages = max(1, ceil(total / queries.PAGE_SIZE))
    page = min(max(number, 1), pages)
    rows = figures.rows_behind(
        code, ask=ask, hidden=hidden, skip=(page - 1) * queries.PAGE_SIZE, most=queries.PAGE_SIZE
    )
    card = figures.card_of(
        DEFINITIONS[code],
        readings=figures.readings_of(ask),
        answer=figures.answer_to(code, ask=ask, hidden=hidden, total=total),
    )
    note_export(actor=actor, code=code, question=question, count=len(rows), purpose=purpose)
    return FigureRows(
        figure=queries.figure_line(card),
        total=total,
        page=page,
        pages=pages,
        rows=[queries.figure_row(row) for row in rows],
    )
