"""出勤: one row is one 人次; a sign-in sheet of thousands of lines is taken at once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.cultivation.courses import permissions, rules
from qingmiao.cultivation.courses.enums import Presence
from qingmiao.cultivation.courses.models import Attendance
from qingmiao.cultivation.courses.queries.attendance import (
    members_among,
    people_called,
    standing_attendances,
)
from qingmiao.cultivation.courses.queries.enrolment import is_member, takes_enrolment
from qingmiao.cultivation.courses.services import (
    forget_attendance,
    note_attendance,
)
from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.declaration import Column, Facet, Register, Together
from qingmiao.registers.enums import Source
from qingmiao.registers.forms import form_class
from qingmiao.webkit.middleware import UNREADABLE

SPARED = frozenset({"presence", "hours"})
"""Fields whose empty cell leaves them to their default."""


def _check_attendance(row: Attendance, on: date) -> list[str]:
    around = row.session.training_class_id
    is_stranger = takes_enrolment(around) and not is_member(
        class_id=around, person_id=row.person_id
    )
    reasons = [_say("该同志不是这个班次的学员")] if is_stranger else []
    return [*reasons, *_flaws(row, on)]


def _flaws(row: Attendance, on: date) -> Iterator[str]:
    session = row.session
    return rules.flaws_of_attendance(
        hours=row.hours,
        most=session.hours,
        held_on=session.held_on,
        judged_from=session.training_class.ends if row.verdict else None,
        on=on,
    )


def _attendance_entered(actor: Actor, row: Attendance) -> None:
    note_attendance(actor=actor, attendance=row)


def _attendance_voided(actor: Actor, row: Attendance, reason: str) -> None:
    forget_attendance(actor=actor, attendance=row, reason=reason)


class _Sheet:
    """Cells of a sign-in sheet as the form would read them, each different one read once."""

    def __init__(self, actor: Actor, on: date) -> None:
        self.fields = form_class(ATTENDANCES)(actor=actor, on=on).fields
        self.read: dict[tuple[str, str], Any] = {}

    def value(self, name: str, text: str) -> Any:
        """What the form makes of the cell; ``ValidationError`` where it would say no."""
        key = name, text
        if key not in self.read:
            self.read[key] = self.fields[name].clean(text)
        return self.read[key]


def _vouched(actor: Actor, table: Sequence[Mapping[str, str]], on: date) -> list[Attendance | None]:
    """Lines that are plainly sound; whatever is not, is left to the form and its sentences."""
    sheet = _Sheet(actor, on)
    people = people_called(actor=actor, texts={line.get("person", "").strip() for line in table})
    rows = [_row_of(sheet, people, actor, line) for line in table]
    found = [row for row in rows if row is not None]
    written = standing_attendances(actor=actor, like=found)
    members = {
        around: members_among(around) if takes_enrolment(around) else None
        for around in {row.session.training_class_id for row in found}
    }
    return [_sound(row, written, members, on) if row is not None else None for row in rows]


def _row_of(
    sheet: _Sheet, people: Mapping[str, Person], actor: Actor, line: Mapping[str, str]
) -> Attendance | None:
    person = people.get(line.get("person", "").strip())
    if person is None or any(UNREADABLE.search(text) for text in line.values()):
        return None
    row = Attendance(person=person, entered_by=actor.name, source=Source.IMPORT)
    try:
        for name, text in line.items():
            if name != "person" and (text or name not in SPARED):
                setattr(row, name, sheet.value(name, text))
    except ValidationError:
        return None
    return row


def _sound(
    row: Attendance,
    written: Mapping[tuple[int, int], Attendance | None],
    members: Mapping[int, frozenset[int] | None],
    on: date,
) -> Attendance | None:
    key = row.session_id, row.person_id
    if key in written:
        return _repeated(row, written[key])
    among = members[row.session.training_class_id]
    is_stranger = among is not None and row.person_id not in among
    is_impossible = row.hours < 0 or (
        row.presence != Presence.PRESENT and bool(row.hours or row.verdict)
    )
    return None if is_stranger or is_impossible or any(_flaws(row, on)) else row


def _repeated(row: Attendance, standing: Attendance | None) -> Attendance | None:
    """The standing row, where the line says the same of it."""
    if standing is None:
        return None
    said = ("presence", "hours", "proof", "verdict")
    is_same = all(getattr(row, name) == getattr(standing, name) for name in said)
    return standing if is_same else None


def _noted(actor: Actor, rows: Sequence[Attendance]) -> None:
    """New rows have told evidence nothing yet, so only verdicts are told."""
    for row in rows:
        if row.verdict:
            note_attendance(actor=actor, attendance=row)


ATTENDANCES: Register = Register(
    room="courses",
    noun="attendance",
    model=Attendance,
    title=pgettext_lazy("list", "出勤"),
    noun_title=pgettext_lazy("record", "出勤"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("一行是一人次；请假、缺勤不计学时，本人的出勤由他人登记。"),
    empty_hint=_("把签到表按模板导入，一行一人一课次。"),
    unit_word=_("人次"),
    view=permissions.VIEW_ATTENDANCES,
    keep=permissions.KEEP_ATTENDANCES,
    select=("person__unit", "session__training_class__programme"),
    columns=(
        Column(path="person", label=_("学员"), sort="person__pinyin"),
        Column(path="person__unit", label=_("单位"), kind="unit", sort="person__unit__sort_no"),
        Column(path="session__training_class", label=_("班次")),
        Column(path="session__title", label=_("课题"), sort="session__title"),
        Column(path="session__held_on", label=_("日期"), kind="date", sort="session__held_on"),
        Column(path="presence", label=_("出勤情况"), kind="badge", sort="presence"),
        Column(path="hours", label=_("计入学时"), kind="number", sort="hours"),
    ),
    facets=(
        Facet(name="presence", label=_("出勤情况"), path="presence"),
        Facet(name="kind", label=_("类别"), path="session__training_class__programme__kind"),
        Facet(
            name="programme",
            label=_("培训项目"),
            path="session__training_class__programme_id",
            kind="related",
            label_path="session__training_class__programme__title",
        ),
        Facet(
            name="unit",
            label=_("单位"),
            path="person__unit_id",
            kind="related",
            label_path="person__unit__short_name",
        ),
        Facet(name="held", label=_("日期"), path="session__held_on", kind="period"),
    ),
    search=("person__search_text", "person__unit__name", "session__title",
            "session__training_class__title"),
    fields=("session", "person", "presence", "hours", "proof", "verdict"),
    key=("session", "person"),
    check=_check_attendance,
    entered=_attendance_entered,
    voided=_attendance_voided,
    together=Together(vouched=_vouched, noted=_noted),
)  # fmt: skip
