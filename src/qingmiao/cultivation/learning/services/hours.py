"""Archiving a year, and telling in time who will miss the target."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from qingmiao.access.enums import DEPARTMENT, UNIT_HANDS
from qingmiao.access.queries import account_of, accounts_holding
from qingmiao.cultivation.courses.permissions import VIEW_HOURS
from qingmiao.cultivation.courses.rules import plain
from qingmiao.cultivation.learning.contracts.hours import HoursLine
from qingmiao.cultivation.learning.deeds import (
    HOURS_ARCHIVED,
    HOURS_SHORT,
    HOURS_WARNED,
    UNIT_SHORT,
)
from qingmiao.cultivation.learning.enums import Standing
from qingmiao.cultivation.learning.models import ArchivedHours, HoursWarning, HoursYear
from qingmiao.cultivation.learning.permissions import ARCHIVE_HOURS
from qingmiao.cultivation.learning.queries.hours import (
    Asked,
    archive_of,
    ledger_lines,
    ledger_people,
    managed_in,
    targets_for,
    with_hours,
)
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.notices.services import notify
from qingmiao.rulebook.library import regulation

BATCH = 2000


@transaction.atomic
def archive_year(*, actor: Actor, year: int, on: date) -> HoursYear:
    """归档一年的学时. Everybody managed at the end of the year is kept as the records tell today.

    Refused while the year still runs and where it was archived; two who archive it at once are
    settled by the constraint on the year.
    """
    if ARCHIVE_HOURS.nowhere(actor):
        raise Forbidden(ARCHIVE_HOURS.sentence)
    reasons = []
    if year >= on.year:
        reasons.append(_("%(year)d 年还没有结束，不能归档") % {"year": year})
    if archive_of(year=year) is not None:
        reasons.append(_("%(year)d 年学时已经归档") % {"year": year})
    if reasons:
        raise Refused(reasons)
    lines = [line for batch in _batches(year, on) for line in batch]
    archive = HoursYear.objects.create(
        year=year,
        people=len(lines),
        met=sum(1 for line in lines if line.is_met),
        edition=regulation("learning/hours").edition,
        basis=targets_for(year=year).basis,
        archived_by=actor.name,
    )
    for line in lines:
        line.archive = archive
    ArchivedHours.objects.bulk_create(lines, batch_size=BATCH)
    record(
        actor=actor,
        deed=HOURS_ARCHIVED,
        subject=archive,
        detail={"year": year, "people": archive.people, "met": archive.met},
    )
    return archive


def _batches(year: int, on: date) -> Iterator[list[ArchivedHours]]:
    people = with_hours(managed_in(year=year, on=on), year=year, on=on)
    rows = list(people.select_related("unit").order_by("pk"))
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        told = ledger_lines(batch, year=year)
        yield [_kept(person, line) for person, line in zip(batch, told, strict=True)]


def _kept(person: Any, line: HoursLine) -> ArchivedHours:
    return ArchivedHours(
        year=line.year,
        person_id=person.pk,
        unit_id=person.unit_id,
        post_text=person.post_text,
        by_kind={each.kind: str(each.hours) for each in line.by_kind if each.hours},
        hours=line.this_year,
        five_years=line.five_years,
        wanted=line.wanted,
        is_senior=line.is_senior,
        is_met=None if line.wanted is None else not line.missing,
    )


@transaction.atomic
def warn_of_missing(*, actor: Actor, unit_id: int | None, on: date) -> int:
    """提醒预计不达标的人和他们的单位, each person once a day. Returns how many people were told."""
    if VIEW_HOURS.nowhere(actor) or not actor.has(*UNIT_HANDS, *DEPARTMENT):
        raise Forbidden(VIEW_HOURS.sentence)
    asked = Asked(year=on.year, unit_id=unit_id, standing=Standing.MISSING)
    told = HoursWarning.objects.filter(told_on=on).values("person")
    rows = ledger_people(actor=actor, asked=asked, on=on).exclude(pk__in=told)
    people = list(rows.select_for_update(of=("self",)))
    if not people:
        raise Refused(_("没有需要提醒的人：没有人预计不达标，或今天都已提醒过"))
    warnings = _warnings(actor, people, on=on)
    _tell(actor, warnings, people, on=on)
    record(
        actor=actor,
        deed=HOURS_WARNED,
        subject=warnings[0],
        detail={"count": len(warnings), "year": on.year, "people": [row.pk for row in people]},
    )
    return len(warnings)


def _warnings(actor: Actor, people: list[Any], *, on: date) -> list[HoursWarning]:
    """One a person and day; whoever loses a race to tell them is refused."""
    told = [
        HoursWarning(
            person_id=person.pk,
            year=on.year,
            told_on=on,
            wanted=person.wanted,
            expected=person.counted + person.with_ahead - person.live,
            told_by=actor.name,
        )
        for person in people
    ]
    try:
        with transaction.atomic():
            return HoursWarning.objects.bulk_create(told)
    except IntegrityError as no:
        raise Refused(_("刚刚已有人提醒过，请刷新后再看")) from no


def _tell(actor: Actor, warnings: list[HoursWarning], people: list[Any], *, on: date) -> None:
    by_unit: dict[int, list[HoursWarning]] = defaultdict(list)
    for warning, person in zip(warnings, people, strict=True):
        if person.unit_id is not None:
            by_unit[person.unit_id].append(warning)
        account = account_of(person.pk)
        if account is not None:
            notify(
                actor=actor,
                to=[account],
                kind=HOURS_SHORT,
                subject=warning,
                detail={
                    "year": str(on.year),
                    "wanted": plain(warning.wanted),
                    "expected": plain(warning.expected),
                },
                url=reverse("learning:hours-of", args=[person.pk]),
                key=f"hours:{on.year}",
            )
    units = {person.unit_id: person.unit for person in people}
    for unit_id, told in by_unit.items():
        notify(
            actor=actor,
            to=accounts_holding(roles=UNIT_HANDS, unit_id=unit_id, on=on),
            kind=UNIT_SHORT,
            subject=told[0],
            detail={"unit": str(units[unit_id]), "count": str(len(told)), "year": str(on.year)},
            url=f"{reverse('learning:hours')}?standing=missing&unit={unit_id}",
            key=f"hours:{on.year}:{unit_id}",
        )
