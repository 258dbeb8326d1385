from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    Count,
    DecimalField,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from qingmiao.cultivation.courses.contracts import (
    Counts,
    HoursLine,
    KindHours,
    RosterLine,
    Targets,
)
from qingmiao.cultivation.courses.enums import ClassState, Presence, ProgrammeKind
from qingmiao.cultivation.courses.models import Attendance, Programme, Session, TrainingClass
from qingmiao.cultivation.courses.permissions import (
    VIEW_ATTENDANCES,
    VIEW_CLASSES,
    VIEW_HOURS,
    VIEW_PROGRAMMES,
    VIEW_SESSIONS,
)
from qingmiao.cultivation.courses.rules import targets_of
from qingmiao.kernel.actor import Actor
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.rulebook.library import regulation

NONE = Decimal(0)
HOURS: Any = DecimalField(max_digits=8, decimal_places=1)
FIVE_YEARS = 5


def attendance_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Who was present at sessions held by the day, one row a participation (人次), told to insight.

    A select and its parameters. Columns: record_id, person_id, kind, label, held_on.
    """
    rows = (
        Attendance.objects.standing()
        .filter(
            presence=Presence.PRESENT,
            session__voided_at__isnull=True,
            session__held_on__lte=on,
            session__training_class__voided_at__isnull=True,
            session__training_class__programme__voided_at__isnull=True,
        )
        .order_by()
        .values(
            "person_id",
            record_id=F("pk"),
            kind=F("session__training_class__programme__kind"),
            label=F("session__title"),
            held_on=F("session__held_on"),
        )
    )
    return rows.query.sql_with_params()


def topic_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Training topics (培训内容) that brand classes begun by the day have taught, told to insight.

    A select and its parameters. Columns: record_id, code, label, sort_no, first_on.
    """
    rows = (
        TrainingClass.objects.standing()
        .filter(
            programme__voided_at__isnull=True,
            programme__kind=ProgrammeKind.BRAND,
            topic__isnull=False,
            begins__lte=on,
        )
        .exclude(state__in=[ClassState.PLANNED, ClassState.ENROLLING])
        .order_by()
        .values(
            record_id=F("topic_id"),
            code=F("topic__code"),
            label=F("topic__label"),
            sort_no=F("topic__sort_no"),
        )
        .annotate(first_on=Min("begins"))
    )
    return rows.query.sql_with_params()


def counts_of(*, actor: Actor, programme_id: int | None = None) -> Counts:
    """Counters of one programme, or of all: each is the length of the list it opens for the reader."""
    programmes = VIEW_PROGRAMMES.rows(actor, Programme.objects.standing())
    classes = VIEW_CLASSES.rows(actor, TrainingClass.objects.standing())
    sessions = VIEW_SESSIONS.rows(actor, Session.objects.standing())
    present = VIEW_ATTENDANCES.rows(
        actor, Attendance.objects.standing().filter(presence=Presence.PRESENT)
    )
    if programme_id is not None:
        programmes = programmes.filter(pk=programme_id)
        classes = classes.filter(programme=programme_id)
        sessions = sessions.filter(training_class__programme=programme_id)
        present = present.filter(session__training_class__programme=programme_id)
    taught = sessions.aggregate(n=Count("pk"), hours=Sum("hours"))
    came = present.aggregate(n=Count("pk"), people=Count("person", distinct=True))
    return Counts(
        programmes=programmes.count(),
        classes=classes.count(),
        sessions=taught["n"],
        hours=taught["hours"] or NONE,
        participations=came["n"],
        people=came["people"],
    )


def roster_of(*, actor: Actor, class_id: int) -> list[RosterLine]:
    """Who came to a class and how often, as far as the reader may see, in roster order."""
    rows = VIEW_ATTENDANCES.rows(
        actor, Attendance.objects.standing().filter(session__training_class=class_id)
    )
    counted = (
        rows.order_by()
        .values("person_id", "person__name", "person__unit__short_name")
        .annotate(
            present=Count("pk", filter=Q(presence=Presence.PRESENT)),
            leave=Count("pk", filter=Q(presence=Presence.LEAVE)),
            absent=Count("pk", filter=Q(presence=Presence.ABSENT)),
            credited=Sum("hours"),
        )
        .order_by("person__unit__sort_no", "person__sort_no", "person_id")
    )
    return [
        RosterLine(
            person_id=row["person_id"],
            name=row["person__name"],
            unit=row["person__unit__short_name"] or "",
            present=row["present"],
            leave=row["leave"],
            absent=row["absent"],
            hours=row["credited"] or NONE,
        )
        for row in counted
    ]


def targets_for(*, year: int) -> Targets:
    """What the articles in force at the end of the year ask of that year."""
    return targets_of(regulation("courses/hours").on(date(year, 12, 31)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """学时台账 as asked for: one year, and which people of it."""

    year: int
    words: str = ""
    unit_id: int | None = None
    only_short: bool = False


def ledger_people(*, actor: Actor, asked: Asked, on: date) -> QuerySet[Any]:
    """Managed people the reader may see, with hours of the year and of five years, in roster order.

    A year is told for whoever was managed on its last day, or today while it still runs.
    """
    day = min(date(asked.year, 12, 31), on)
    rows = VIEW_HOURS.rows(actor, Person.objects.filter(managed_from__lte=day)).filter(
        Q(managed_until__isnull=True) | Q(managed_until__gt=day)
    )
    for word in asked.words.lower().split():
        rows = rows.filter(Q(search_text__icontains=word) | Q(unit__name__icontains=word))
    if asked.unit_id is not None:
        rows = rows.filter(unit=asked.unit_id)
    told = _with_hours(rows, year=asked.year, targets=targets_for(year=asked.year))
    if asked.only_short:
        told = told.filter(wanted__isnull=False, counted__lt=F("wanted"))
    return told.select_related("unit").order_by("roster_order", "pk")


def _with_hours(rows: QuerySet[Any], *, year: int, targets: Targets) -> QuerySet[Any]:
    senior = Q(level__in=targets.senior_levels) | Q(rank__in=targets.senior_ranks)
    return rows.annotate(
        this_year=_hours_between(year, year),
        five_years=_hours_between(year - FIVE_YEARS + 1, year),
    ).annotate(
        counted=Case(When(senior, then=F("five_years")), default=F("this_year")),
        wanted=Case(
            When(senior, then=Value(targets.five_yearly, output_field=HOURS)),
            default=Value(targets.yearly, output_field=HOURS),
            output_field=HOURS,
        ),
        is_senior=Case(When(senior, then=Value(True)), default=Value(False)),
    )


def _credited() -> QuerySet[Attendance]:
    """Attendances whose hours count: nothing above them was voided."""
    return Attendance.objects.standing().filter(
        presence=Presence.PRESENT,
        session__voided_at__isnull=True,
        session__training_class__voided_at__isnull=True,
        session__training_class__programme__voided_at__isnull=True,
    )


def _hours_between(first: int, last: int) -> Coalesce:
    total = (
        _credited()
        .filter(
            person=OuterRef("pk"),
            session__held_on__range=(date(first, 1, 1), date(last, 12, 31)),
        )
        .order_by()
        .values("person")
        .annotate(total=Sum("hours"))
        .values("total")
    )
    return Coalesce(Subquery(total, output_field=HOURS), NONE, output_field=HOURS)


def ledger_lines(people: Iterable[Any], *, year: int) -> list[HoursLine]:
    """Each person's line with the hours by kind, which one more question tells for all of them."""
    people = list(people)
    by_kind: dict[int, dict[str, Decimal]] = defaultdict(dict)
    told = (
        _credited()
        .filter(
            person__in=[person.pk for person in people],
            session__held_on__range=(date(year, 1, 1), date(year, 12, 31)),
        )
        .order_by()
        .values_list("person_id", "session__training_class__programme__kind")
        .annotate(total=Sum("hours"))
    )
    for person_id, kind, total in told:
        by_kind[person_id][kind] = total
    return [_line(person, by_kind[person.pk], year) for person in people]


def _line(person: Any, hours: dict[str, Decimal], year: int) -> HoursLine:
    return HoursLine(
        person_id=person.pk,
        name=person.name,
        unit=str(person.unit or ""),
        post=person.post_text,
        year=year,
        by_kind=tuple(
            KindHours(kind=kind.value, label=str(kind.label), hours=hours.get(kind.value, NONE))
            for kind in ProgrammeKind
        ),
        this_year=person.this_year,
        five_years=person.five_years,
        wanted=person.wanted,
        missing=max((person.wanted or NONE) - person.counted, NONE),
        is_senior=person.is_senior,
    )


def hours_of(*, actor: Actor, person_id: int, on: date) -> list[HoursLine]:
    """One person's hours year by year, newest first: this year and every year with a record."""
    person = VIEW_HOURS.one(actor, Person.objects.select_related("unit"), pk=person_id)
    years = {on.year} | {
        day.year for day in _credited().filter(person=person).dates("session__held_on", "year")
    }
    lines = []
    for year in sorted(years, reverse=True):
        rows = Person.objects.filter(pk=person.pk).select_related("unit")
        lines += ledger_lines(
            _with_hours(rows, year=year, targets=targets_for(year=year)), year=year
        )
    return lines


def years_taught(*, on: date) -> list[int]:
    """Years one may ask the ledger for: from the first session on file to today, newest first."""
    first = Session.objects.standing().aggregate(first=Min("held_on"))["first"]
    return list(range(on.year, min(first.year if first else on.year, on.year) - 1, -1))


def ledger_units(*, actor: Actor) -> QuerySet[Unit]:
    """Units whose people the reader finds in the ledger."""
    people = VIEW_HOURS.rows(actor, Person.objects.all()).order_by()
    return Unit.objects.filter(pk__in=people.values("unit")).order_by("sort_no", "pk")
