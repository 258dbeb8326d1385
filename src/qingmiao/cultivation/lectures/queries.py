from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from qingmiao.cultivation.lectures import rules
from qingmiao.cultivation.lectures.contracts import Counts, MemberFacts, PlaceCount, Suggestion
from qingmiao.cultivation.lectures.enums import UNDER_WAY, LectureState, Route
from qingmiao.cultivation.lectures.models import CorpsMember, Delivery, Lecture, Rating, Speaking
from qingmiao.cultivation.lectures.permissions import (
    ANSWER_REQUESTS,
    CANCEL_LECTURES,
    CONFIRM_LECTURES,
    DISPATCH_LECTURES,
    HAND_IN_PROOF,
    RATE_SPEAKERS,
    VIEW_LECTURES,
    VIEW_MEMBERS,
    VIEW_RATINGS,
    VIEW_SPEAKINGS,
)
from qingmiao.kernel.actor import Actor
from qingmiao.selection.contests.queries.entry import has_entry
from qingmiao.selection.nominations.queries.asked import has_nomination


def lecture_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Lectures delivered by the day (场次), told to insight: a select and its parameters.

    Columns: record_id, unit_id, label, held_on.
    """
    rows = (
        Lecture.objects.standing()
        .filter(state=LectureState.DELIVERED, held_on__lte=on)
        .order_by()
        .values("held_on", record_id=F("pk"), unit_id=F("host_id"), label=F("title"))
    )
    return rows.query.sql_with_params()


def speaking_facts(*, on: date) -> tuple[str, tuple[Any, ...]]:
    """Who spoke at lectures delivered by the day, one row a participation (人次), told to insight.

    Columns: record_id, person_id, label, held_on.
    """
    rows = (
        Speaking.objects.standing()
        .filter(
            lecture__voided_at__isnull=True,
            lecture__state=LectureState.DELIVERED,
            lecture__held_on__lte=on,
        )
        .order_by()
        .values(
            record_id=F("pk"),
            person_id=F("member__person_id"),
            label=F("lecture__title"),
            held_on=F("lecture__held_on"),
        )
    )
    return rows.query.sql_with_params()


def counts_of(*, actor: Actor) -> Counts:
    """Counters of the corps: each is the length of the list it opens for this reader."""
    lectures = VIEW_LECTURES.rows(actor, Lecture.objects.standing()).filter(
        state=LectureState.DELIVERED
    )
    told = lectures.aggregate(n=Count("pk"), audience=Sum("audience"))
    speakings = VIEW_SPEAKINGS.rows(actor, Speaking.objects.delivered())
    members = VIEW_MEMBERS.rows(actor, CorpsMember.objects.standing()).filter(Q(has_spoken=True))
    return Counts(
        lectures=told["n"],
        audience=told["audience"] or 0,
        participations=speakings.count(),
        speakers=members.count(),
    )


RECENT = timedelta(days=90)


def hours_of(*, held_on: date, begins_at: time | None, ends_at: time | None) -> Any:
    """The hours a lecture takes of its speakers; none where nobody said when."""
    if begins_at is None or ends_at is None:
        return None
    return TimestamptzRange(
        timezone.make_aware(datetime.combine(held_on, begins_at)),
        timezone.make_aware(datetime.combine(held_on, ends_at)),
        "[)",
    )


def has_source(*, route: str, source_id: int, person_id: int) -> bool:
    """Whether the entry or the nomination that brought somebody into the corps is there and is theirs."""
    if route == Route.CONTEST:
        return has_entry(entry_id=source_id, person_id=person_id)
    return has_nomination(nomination_id=source_id, person_id=person_id)


def former_state(*, lecture_id: int | None) -> str | None:
    if lecture_id is None:
        return None
    return Lecture.objects.filter(pk=lecture_id).values_list("state", flat=True).first()


def to_be_dispatched(*, actor: Actor) -> QuerySet[Lecture]:
    return DISPATCH_LECTURES.rows(actor, Lecture.objects.standing().select_related("host"))


def to_be_cancelled(*, actor: Actor) -> QuerySet[Lecture]:
    return CANCEL_LECTURES.rows(actor, Lecture.objects.standing().select_related("host"))


def to_be_handed_in(*, actor: Actor) -> QuerySet[Lecture]:
    return HAND_IN_PROOF.rows(actor, Lecture.objects.standing().select_related("host"))


def to_be_confirmed(*, actor: Actor) -> QuerySet[Lecture]:
    return CONFIRM_LECTURES.rows(actor, Lecture.objects.standing().select_related("host"))


def to_be_answered(*, actor: Actor) -> QuerySet[Speaking]:
    rows = Speaking.objects.standing().select_related("lecture__host", "member__person")
    return ANSWER_REQUESTS.rows(actor, rows)


def to_be_rated(*, actor: Actor) -> QuerySet[Speaking]:
    rows = Speaking.objects.standing().select_related("lecture__host", "member__person", "rating")
    return RATE_SPEAKERS.rows(actor, rows)


def delivery_seen(*, actor: Actor, lecture_id: int) -> Delivery | None:
    """Proof is for whoever may read the lecture."""
    seen = VIEW_LECTURES.rows(actor, Lecture.objects.filter(pk=lecture_id))
    return Delivery.objects.filter(lecture__in=seen).first()


def speakings_at(*, lecture_id: int) -> QuerySet[Speaking]:
    rows = Speaking.objects.standing().filter(lecture=lecture_id)
    return rows.select_related("member__person__unit").order_by("pk")


def ratings_seen(*, actor: Actor) -> QuerySet[Rating]:
    rows = Rating.objects.select_related("speaking__lecture__host", "speaking__member__person")
    return VIEW_RATINGS.rows(actor, rows)


def speakers_for(*, lecture: Lecture) -> list[Suggestion]:
    """Every member of the day with the reasons for and against, in the order of the rules."""
    day = lecture.held_on
    hours = hours_of(held_on=day, begins_at=lecture.begins_at, ends_at=lecture.ends_at)
    mine = Q(speakings__voided_at__isnull=True, speakings__lecture__voided_at__isnull=True)
    given = mine & Q(speakings__lecture__state=LectureState.DELIVERED)
    here = Speaking.objects.standing().filter(lecture=lecture).values("member")
    members = (
        CorpsMember.objects.standing()
        .filter(Q(left_on__isnull=True) | Q(left_on__gte=day), joined_on__lte=day)
        .exclude(pk__in=here)
        .select_related("person__unit")
        .annotate(
            recent=Count(
                "speakings", filter=given & Q(speakings__lecture__held_on__gt=day - RECENT)
            ),
            waiting=Count(
                "speakings", filter=mine & Q(speakings__lecture__state__in=list(UNDER_WAY))
            ),
            there=Count("speakings", filter=given & Q(speakings__lecture__host=lecture.host_id)),
        )
    )
    busy = set(
        Speaking.objects.standing().filter(hours__overlap=hours).values_list("member", flat=True)
        if hours is not None
        else Speaking.objects.standing()
        .filter(lecture__held_on=day, lecture__state__in=list(UNDER_WAY))
        .values_list("member", flat=True)
    )
    facts = [
        MemberFacts(
            member_id=each.pk,
            name=each.person.name,
            unit_name=str(each.person.unit or ""),
            topics=each.topics,
            is_of_host=each.person.unit_id == lecture.host_id,
            is_of_kind=bool(each.person.unit) and each.person.unit.kind == lecture.host.kind,
            recent=each.recent,
            waiting=each.waiting,
            is_busy=each.pk in busy,
            spoke_there=each.there,
        )
        for each in members
    ]
    return rules.suggestions(lecture.title, facts)


def calendar_of(*, actor: Actor, month: date) -> QuerySet[Lecture]:
    """Lectures of one month that are asked for, arranged or given, by day and hour."""
    rows = VIEW_LECTURES.rows(actor, Lecture.objects.standing())
    rows = rows.filter(held_on__year=month.year, held_on__month=month.month)
    rows = rows.exclude(state=LectureState.CANCELLED).select_related("host")
    return rows.prefetch_related("speakings__member__person").order_by("held_on", "begins_at", "pk")


def places_of(*, actor: Actor, on: date) -> list[PlaceCount]:
    """地图清单: where the corps spoke within the year, and where it did not come for longest."""
    rows = VIEW_LECTURES.rows(actor, Lecture.objects.standing())
    rows = rows.filter(state=LectureState.DELIVERED, held_on__lte=on)
    rows = rows.filter(held_on__gt=on - timedelta(days=365))
    hosts = rows.order_by().values("host", "host__short_name", "host__name")
    told = hosts.annotate(n=Count("pk"), heard=Sum("audience"), last=Max("held_on"))
    return [
        PlaceCount(
            unit_id=each["host"],
            unit=each["host__short_name"] or each["host__name"],
            lectures=each["n"],
            audience=each["heard"] or 0,
            last_on=each["last"],
        )
        for each in told.order_by("-n", "host")
    ]


def waiting_for_me(*, actor: Actor) -> QuerySet[Speaking]:
    """What I was asked to speak at, and what I agreed to and have not yet handed in."""
    if actor.person_id is None:
        return Speaking.objects.none()
    rows = Speaking.objects.standing().filter(member__person=actor.person_id)
    rows = rows.filter(lecture__voided_at__isnull=True, lecture__state__in=list(UNDER_WAY))
    return rows.select_related("lecture__host").order_by("lecture__held_on", "pk")


def overdue_for_proof(*, on: date) -> QuerySet[Lecture]:
    rows = Lecture.objects.standing().filter(state=LectureState.ACCEPTED, held_on__lt=on)
    return rows.select_related("host").order_by("held_on", "pk")
