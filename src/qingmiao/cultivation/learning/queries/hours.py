"""The ledger of hours: whom it lists, what each has, what is asked, and what was archived."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from qingmiao.cultivation.courses.models import Session
from qingmiao.cultivation.courses.permissions import VIEW_HOURS
from qingmiao.cultivation.learning.contracts.hours import HoursLine, KindHours, Targets, YearOf
from qingmiao.cultivation.learning.enums import LedgerKind, Standing
from qingmiao.cultivation.learning.models import ArchivedHours, HoursYear
from qingmiao.cultivation.learning.queries.credit import HOURS, Window
from qingmiao.cultivation.learning.queries.sitting import credits_in
from qingmiao.cultivation.learning.rules.hours import targets_of
from qingmiao.kernel.actor import Actor
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.rulebook.library import regulation

NONE = Decimal(0)
FIVE_YEARS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """学时台账 as asked for: one year, and which people of it."""

    year: int
    words: str = ""
    unit_id: int | None = None
    standing: str = ""


def targets_for(*, year: int) -> Targets:
    """What the articles in force at the end of the year ask of that year."""
    return targets_of(regulation("learning/hours").on(date(year, 12, 31)))


def archive_of(*, year: int) -> HoursYear | None:
    return HoursYear.objects.filter(year=year).first()


def archives() -> QuerySet[HoursYear]:
    return HoursYear.objects.order_by("-year")


def years_taught(*, on: date) -> list[int]:
    """Years one may ask the ledger for: from the first session on file to today, newest first."""
    first = Session.objects.standing().aggregate(first=Min("held_on"))["first"]
    return list(range(on.year, min(first.year if first else on.year, on.year) - 1, -1))


def ledger_units(*, actor: Actor) -> QuerySet[Unit]:
    """Units whose people the reader finds in the ledger."""
    people = VIEW_HOURS.rows(actor, Person.objects.all()).order_by()
    return Unit.objects.filter(pk__in=people.values("unit")).order_by("sort_no", "pk")


def ledger_people(*, actor: Actor, asked: Asked, on: date) -> QuerySet[Any]:
    """Managed people the reader may see, with hours of the year and of five years, in roster order.

    A year is told for whoever was managed on its last day, or today while it still runs.
    """
    rows = VIEW_HOURS.rows(actor, managed_in(year=asked.year, on=on))
    for word in asked.words.lower().split():
        rows = rows.filter(Q(search_text__icontains=word) | Q(unit__name__icontains=word))
    if asked.unit_id is not None:
        rows = rows.filter(unit=asked.unit_id)
    if asked.standing:
        rows = rows.filter(_lacking(asked, on=on))
    told = with_hours(rows, year=asked.year, on=on)
    return told.select_related("unit").order_by("roster_order", "pk")


def managed_in(*, year: int, on: date) -> QuerySet[Any]:
    day = min(date(year, 12, 31), on)
    return Person.objects.filter(managed_from__lte=day).filter(
        Q(managed_until__isnull=True) | Q(managed_until__gt=day)
    )


def _senior(targets: Targets) -> Q:
    return Q(level__in=targets.senior_levels) | Q(rank__in=targets.senior_ranks)


def _lacking(asked: Asked, *, on: date) -> Q:
    """未达标, or 预计不达标 with all that is still to come; one pass for each way of counting."""
    targets, year = targets_for(year=asked.year), asked.year
    if targets.yearly is None or targets.five_yearly is None:
        return Q(pk__in=[])
    if archive_of(year=year) is not None:
        return Q(pk__in=ArchivedHours.objects.filter(year=year, is_met=False).values("person"))
    ahead = on if asked.standing == Standing.MISSING and year == on.year else None
    one, five = _windows(year, targets, ahead=ahead)
    enough = Q(pk__in=one.of_those_with(targets.yearly)) & ~_senior(targets)
    seniors = _five_years_enough(five, targets, year=year)
    return ~enough & ~(seniors & _senior(targets))


def _five_years_enough(live: Window, targets: Targets, *, year: int) -> Q:
    """Archived years count as they were archived: few people count so, each is added up on its own."""
    enough = (
        Person.objects.filter(_senior(targets))
        .annotate(five=live.of_each() + _archived_sum(year))
        .filter(five__gte=targets.five_yearly)
    )
    return Q(pk__in=enough.values("pk"))


def _windows(year: int, targets: Targets, *, ahead: date | None) -> tuple[Window, Window]:
    """Of the year, and of those of the five years that still stand open."""
    five = range(year - FIVE_YEARS + 1, year + 1)
    closed = set(HoursYear.objects.filter(year__in=five).values_list("year", flat=True))
    kept = [each for each in five if each not in closed]
    daily = targets.daily_most
    return (
        Window(years=[year], daily_most=daily, ahead_of=ahead),
        Window(years=kept, daily_most=daily, ahead_of=ahead),
    )


def _archived_sum(year: int) -> Coalesce:
    rows = (
        ArchivedHours.objects.filter(
            person=OuterRef("pk"), year__range=(year - FIVE_YEARS + 1, year)
        )
        .order_by()
        .values("person")
        .annotate(total=Sum("hours"))
        .values("total")
    )
    return Coalesce(Subquery(rows, output_field=HOURS), NONE, output_field=HOURS)


def with_hours(rows: QuerySet[Any], *, year: int, on: date) -> QuerySet[Any]:
    """People with what they have and what is asked of them; an archived year tells what was archived."""
    targets = targets_for(year=year)
    one, five = _windows(year, targets, ahead=None)
    ahead = replace(one, ahead_of=on if year == on.year else None)
    archived = ArchivedHours.objects.filter(person=OuterRef("pk"), year=year)
    live = rows.annotate(
        live=one.of_each(),
        archived=Subquery(archived.values("hours"), output_field=HOURS),
        with_ahead=ahead.of_each(),
    ).annotate(this_year=Coalesce("archived", "live", output_field=HOURS))
    senior = _senior(targets)
    return live.annotate(
        five_years=five.of_each() + _archived_sum(year),
        is_senior=Case(When(senior, then=Value(True)), default=Value(False)),
    ).annotate(
        counted=Case(When(senior, then=F("five_years")), default=F("this_year")),
        wanted=Case(
            When(senior, then=Value(targets.five_yearly, output_field=HOURS)),
            default=Value(targets.yearly, output_field=HOURS),
            output_field=HOURS,
        ),
    )


def ledger_lines(people: Iterable[Any], *, year: int) -> list[HoursLine]:
    """Each person's line with the hours by kind, which two more questions tell for all of them."""
    people = list(people)
    ids = [person.pk for person in people]
    archived = {
        row.person_id: row for row in ArchivedHours.objects.filter(year=year, person__in=ids)
    }
    live = by_kind_of([each for each in ids if each not in archived], year=year)
    return [
        _line(person, archived.get(person.pk), live.get(person.pk, {}), year) for person in people
    ]


def by_kind_of(person_ids: Sequence[int], *, year: int) -> dict[int, dict[str, Decimal]]:
    told: dict[int, dict[str, Decimal]] = {}
    for person_id, found in credits_in(
        person_ids=person_ids, year=year, daily_most=targets_for(year=year).daily_most
    ).items():
        kinds: dict[str, Decimal] = defaultdict(Decimal)
        for credit in found:
            kinds[credit.sitting.kind] += credit.counted
        told[person_id] = kinds
    return told


def _line(
    person: Any, archived: ArchivedHours | None, hours: dict[str, Decimal], year: int
) -> HoursLine:
    kinds = {kind: Decimal(told) for kind, told in archived.by_kind.items()} if archived else hours
    wanted = archived.wanted if archived else person.wanted
    senior = archived.is_senior if archived else person.is_senior
    this_year = archived.hours if archived else person.this_year
    five = archived.five_years if archived else person.five_years
    return HoursLine(
        person_id=person.pk,
        name=person.name,
        unit=str((archived.unit if archived else person.unit) or ""),
        post=archived.post_text if archived else person.post_text,
        year=year,
        by_kind=tuple(
            KindHours(kind=kind.value, label=str(kind.label), hours=kinds.get(kind.value, NONE))
            for kind in LedgerKind
        ),
        this_year=this_year,
        five_years=five,
        wanted=wanted,
        missing=max((wanted or NONE) - (five if senior else this_year), NONE),
        ahead=person.with_ahead - person.live,
        is_senior=senior,
        is_archived=archived is not None,
    )


def hours_of(*, actor: Actor, person_id: int, on: date) -> list[YearOf]:
    """One person's hours year by year, newest first: this year, every year with a record or an archive."""
    person = VIEW_HOURS.one(actor, Person.objects.select_related("unit"), pk=person_id)
    taught = Session.objects.filter(attendances__person=person).dates("held_on", "year")
    kept = ArchivedHours.objects.filter(person=person).values_list("year", flat=True)
    years = {on.year} | {day.year for day in taught if day.year <= on.year} | set(kept)
    told = []
    for year in sorted(years, reverse=True):
        [row] = with_hours(
            Person.objects.filter(pk=person.pk).select_related("unit"), year=year, on=on
        )
        [line] = ledger_lines([row], year=year)
        told.append(YearOf(line=line, now=row.live, archived=row.archived))
    return told
