"""Engagements of people, asked of every register that has said what its rows take of their time."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta

from django.urls import get_resolver, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.notices.contracts import Event
from qingmiao.people.calendars.enums import AbsenceKind
from qingmiao.people.calendars.models import Absence
from qingmiao.people.calendars.permissions import VIEW_CALENDARS
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.contracts import Engagement
from qingmiao.registers.declaration import REGISTERS

AHEAD = timedelta(days=180)
BEHIND = timedelta(days=30)


def engagements_of(*, person_ids: Collection[int], begins: date, ends: date) -> list[Engagement]:
    """Everything in the way between two days, both of them included, in order of time."""
    get_resolver().url_patterns  # noqa: B018 - the addresses bring every register; a worker has not asked yet
    found: list[Engagement] = []
    for register in REGISTERS.values():
        if register.occupies is not None and person_ids:
            found += register.occupies(person_ids, begins, ends)
    return sorted(found, key=lambda each: (each.begins, each.starts or time.min, each.told))


def clashes_with(
    wanted: Iterable[Engagement], *, but: tuple[str, int] | None = None
) -> list[tuple[Engagement, Engagement]]:
    """Pairs of what somebody is asked to do and what they do already. ``but`` is left out of account."""
    asked = list(wanted)
    if not asked:
        return []
    there = engagements_of(
        person_ids={each.person_id for each in asked},
        begins=min(each.begins for each in asked),
        ends=max(each.ends for each in asked),
    )
    return [
        (one, other)
        for one in asked
        for other in there
        if one.person_id == other.person_id
        and other.origin not in {but, one.origin}
        and one.meets(other)
    ]


def person_shown(*, actor: Actor, person_id: int) -> Person:
    return VIEW_CALENDARS.one(actor, Person.objects.select_related("unit"), pk=person_id)


def absences(person_ids: Collection[int], begins: date, ends: date) -> list[Engagement]:
    """休假、出差, told without what the leave is for."""
    rows = Absence.objects.standing().filter(
        person__in=person_ids, begins__lte=ends, ends__gte=begins
    )
    return [
        Engagement(
            person_id=row.person_id,
            begins=row.begins,
            ends=row.ends,
            kind=_("出差") if row.kind == AbsenceKind.TRIP else _("休假"),
            told=_("出差") if row.kind == AbsenceKind.TRIP else _("休假"),
            origin=("calendars.absence", row.pk),
            url="",
        )
        for row in rows
    ]


def events_of(actor: Actor, on: date, at: datetime) -> list[Event]:
    """The reader's own engagements, for the calendar they subscribe to."""
    if actor.person_id is None:
        return []
    found = engagements_of(person_ids=[actor.person_id], begins=on - BEHIND, ends=on + AHEAD)
    return [
        Event(
            uid=f"{each.origin[0]}-{each.origin[1]}-{each.begins:%Y%m%d}@qingmiao",
            on=each.begins,
            until=each.ends,
            starts=_moment(each.begins, each.starts),
            finishes=_moment(each.ends, each.finishes) if each.begins == each.ends else None,
            told=each.told,
            place=each.place,
            url=each.url or reverse("calendars:mine"),
            stamp=at,
        )
        for each in found
    ]


def _moment(day: date, hour: time | None) -> datetime | None:
    return None if hour is None else timezone.make_aware(datetime.combine(day, hour))
