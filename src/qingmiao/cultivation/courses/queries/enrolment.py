"""Who may still come into a class, who has a seat, and what stands in somebody's way."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from qingmiao.cultivation.courses.contracts import AdmissionFacts, Clash, SeatsShown
from qingmiao.cultivation.courses.enums import LIVE, Approval, ClassState, EnrolmentState, Route
from qingmiao.cultivation.courses.models import (
    Admission,
    Enrolment,
    SeatQuota,
    Session,
    TrainingClass,
)
from qingmiao.cultivation.courses.permissions import (
    ANSWER_ENROLMENTS,
    KEEP_CLASSES,
    NAME_PEOPLE,
    SEND_PEOPLE,
    VIEW_CLASSES,
    VIEW_ENROLMENTS,
    WITHDRAW_ENROLMENTS,
)
from qingmiao.engines.queues.contracts import Place
from qingmiao.engines.queues.queries import keys_due, place_of, tallies
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden
from qingmiao.people.calendars.queries import clashes_with
from qingmiao.people.dossiers.models import Person
from qingmiao.pool.queries.membership import memberships
from qingmiao.registers.contracts import Engagement

LINE = "courses.class."
MOST_OFFERED = 300
CONFIRMED = Q(state=EnrolmentState.HELD, approval__in=[Approval.NOT_ASKED, Approval.APPROVED])
"""Who has a seat and whose unit, where it was asked, agreed."""


def line_key(class_id: int, unit_id: int | None = None) -> str:
    """The key of a class's line in the queue engine, or of the seats kept for one unit."""
    return f"{LINE}{class_id}" if unit_id is None else f"{LINE}{class_id}.unit.{unit_id}"


def class_of_line(key: str) -> int:
    return int(key.removeprefix(LINE).partition(".")[0])


def lines_due(*, at: datetime) -> list[str]:
    """Our lines with an offer that ran out."""
    return keys_due(prefix=LINE, at=at)


def admission_of(class_id: int) -> Admission | None:
    return Admission.objects.standing().filter(training_class=class_id).first()


def facts_of(admission: Admission, state: str) -> AdmissionFacts:
    ways = {
        Route.ONESELF: admission.by_oneself,
        Route.QUOTA: admission.by_quota,
        Route.NAMED: admission.by_naming,
    }
    return AdmissionFacts(
        state=state,
        ways=frozenset(str(route) for route, is_open in ways.items() if is_open),
        opens_at=admission.opens_at,
        closes_at=admission.closes_at,
        withdraw_until=admission.withdraw_until,
    )


TERMS = (
    "training_class_id", "audience", "by_oneself", "by_quota", "by_naming", "needs_approval",
    "opens_at", "closes_at", "withdraw_until", "policy", "offer_hours",
)  # fmt: skip


def has_other_terms(row: Admission) -> bool:
    """Whether the terms differ from those on file."""
    filed = Admission.objects.filter(pk=row.pk).values_list(*TERMS).first()
    return filed != tuple(getattr(row, name) for name in TERMS)


def moment() -> datetime:
    """Now by the database's clock, for a record whose door says only the day."""
    found = Person.objects.order_by().values_list(Now(), flat=True).first()
    return found or datetime.min.replace(tzinfo=UTC)


def state_of(*, class_id: int) -> str:
    return TrainingClass.objects.filter(pk=class_id).values_list("state", flat=True).get()


def is_accepted_otherwise(*, session: Session) -> bool:
    """Whether people have a seat in a class whose session would now be at another time or place."""
    there = Session.objects.filter(pk=session.pk).values_list(
        "held_on", "starts", "finishes", "place"
    )
    now = (session.held_on, session.starts, session.finishes, session.place)
    live = Enrolment.objects.filter(training_class=session.training_class_id, state__in=LIVE)
    return there.get() != now and live.exists()


def quotas_of(class_id: int) -> list[SeatQuota]:
    rows = SeatQuota.objects.standing().filter(training_class=class_id)
    return list(rows.select_related("unit").order_by("unit__sort_no", "pk"))


def reserved_seats(class_id: int) -> int:
    rows = SeatQuota.objects.standing().filter(training_class=class_id)
    return rows.aggregate(n=Sum("seats"))["n"] or 0


def takes_enrolment(class_id: int) -> bool:
    """Whether people came into the class by enrolling: then nobody else has attended it."""
    return Enrolment.objects.filter(training_class=class_id).exists() or (
        admission_of(class_id) is not None
    )


def members_of(class_id: int) -> QuerySet[Enrolment]:
    """学员: those who have a seat, in roster order."""
    rows = Enrolment.objects.filter(CONFIRMED, training_class=class_id)
    return rows.select_related("person__unit").order_by(
        "person__unit__sort_no", "person__sort_no", "person_id"
    )


def is_member(*, class_id: int, person_id: int) -> bool:
    return Enrolment.objects.filter(CONFIRMED, training_class=class_id, person=person_id).exists()


def seats_shown(*, class_id: int) -> list[SeatsShown]:
    """Every line of the class, the open one first. Nothing before enrolment has opened."""
    quotas = quotas_of(class_id)
    keys = {line_key(class_id): (_("公开名额"), None)} | {
        line_key(class_id, each.unit_id): (str(each.unit), each.unit_id) for each in quotas
    }
    told = tallies(keys=keys)
    return [
        SeatsShown(
            label=label,
            unit_id=unit_id,
            seats=told[key].seats,
            held=told[key].held,
            offered=told[key].offered,
            waiting=told[key].waiting,
            free=told[key].free,
        )
        for key, (label, unit_id) in keys.items()
        if key in told
    ]


def my_enrolment(*, actor: Actor, class_id: int) -> Enrolment | None:
    """The reader's own newest enrolment in the class."""
    if actor.person_id is None:
        return None
    rows = Enrolment.objects.filter(training_class=class_id, person=actor.person_id)
    return rows.order_by("-pk").first()


def place_in_line(row: Enrolment) -> Place | None:
    return place_of(key=row.line, holder=str(row.person_id))


def engagements(person_ids: Collection[int], begins: date, ends: date) -> list[Engagement]:
    """Sessions of classes that people have a seat in, wait for or were offered."""
    rows = (
        Session.objects.standing()
        .filter(
            training_class__enrolments__person__in=person_ids,
            training_class__enrolments__state__in=[EnrolmentState.HELD, EnrolmentState.OFFERED],
            training_class__voided_at__isnull=True,
            held_on__gte=begins,
            held_on__lte=ends,
        )
        .exclude(training_class__state=ClassState.CANCELLED)
        .values_list(
            "pk", "training_class__enrolments__person", "title", "held_on", "starts", "finishes",
            "place", "training_class_id", "training_class__title",
        )
    )  # fmt: skip
    return [
        Engagement(
            person_id=person_id,
            begins=held_on,
            ends=held_on,
            starts=starts,
            finishes=finishes,
            kind=_("上课"),
            told=f"{class_title} {title}",
            place=place,
            origin=("courses.session", pk),
            url=reverse("courses:class-detail", args=[class_id]),
        )
        for pk, person_id, title, held_on, starts, finishes, place, class_id, class_title in rows
    ]


def wanted_of(*, sessions: Iterable[Session], person_ids: Iterable[int]) -> list[Engagement]:
    """What coming to these sessions would take of these people's time."""
    people = list(person_ids)
    return [
        Engagement(
            person_id=person_id,
            begins=each.held_on,
            ends=each.held_on,
            starts=each.starts,
            finishes=each.finishes,
            kind=_("上课"),
            told=each.title,
            origin=("courses.session", each.pk),
            url="",
        )
        for each in sessions
        for person_id in people
    ]


def clashes_of(*, sessions: Iterable[Session], person_ids: Collection[int]) -> list[Clash]:
    """Postings, other classes, leave and whatever else is in the way of these sessions."""
    pairs = clashes_with(wanted_of(sessions=sessions, person_ids=person_ids))
    names = dict(
        Person.objects.filter(pk__in={one.person_id for one, _other in pairs}).values_list(
            "pk", "name"
        )
    )
    return [
        Clash(
            person=names[one.person_id],
            session=f"{one.begins:%Y.%m.%d} {one.told}",
            engagement=other.told,
        )
        for one, other in pairs
    ]


def sessions_of(class_id: int) -> list[Session]:
    rows = Session.objects.standing().filter(training_class=class_id)
    return list(rows.order_by("held_on", "starts", "pk"))


def kept_class(*, actor: Actor, class_id: int) -> TrainingClass:
    rows = TrainingClass.objects.standing().select_related("programme")
    return KEEP_CLASSES.one(actor, rows, pk=class_id)


def visible_enrolment(*, actor: Actor, enrolment_id: int) -> Enrolment | None:
    rows = Enrolment.objects.select_related("person", "training_class__programme")
    return VIEW_ENROLMENTS.rows(actor, rows).filter(pk=enrolment_id).first()


def enrolment_to_withdraw(*, actor: Actor, enrolment_id: int) -> Enrolment:
    rows = Enrolment.objects.select_related("person", "training_class__programme")
    return WITHDRAW_ENROLMENTS.one(actor, rows, pk=enrolment_id)


def enrolment_to_answer(*, actor: Actor, enrolment_id: int) -> Enrolment:
    rows = Enrolment.objects.select_related("person", "training_class__programme")
    return ANSWER_ENROLMENTS.one(actor, rows, pk=enrolment_id)


def _offered(people: QuerySet[Person], class_id: int) -> list[tuple[str, str]]:
    there = Enrolment.objects.filter(training_class=class_id, state__in=LIVE)
    rows = people.exclude(pk__in=there.values("person")).select_related("unit")
    rows = rows.order_by("unit__sort_no", "sort_no", "pk")[:MOST_OFFERED]
    return [(str(each.pk), f"{each.name} · {each.unit or ''} {each.post_text}") for each in rows]


def people_to_send(
    *, actor: Actor, class_id: int, unit_id: int
) -> tuple[TrainingClass, list[tuple[str, str]]]:
    """People of a unit that has seats of its own in the class, whom the reader may send."""
    rows = VIEW_CLASSES.rows(actor, TrainingClass.objects.standing().select_related("programme"))
    found = rows.filter(pk=class_id).first()
    quota = SeatQuota.objects.standing().filter(training_class=class_id, unit=unit_id).first()
    people = SEND_PEOPLE.rows(actor, Person.objects.all())
    if found is None or quota is None or SEND_PEOPLE.nowhere(actor):
        raise Forbidden(SEND_PEOPLE.sentence)
    inside = people.filter(unit__path__startswith=quota.unit.path, managed_until__isnull=True)
    if not people.filter(unit__path__startswith=quota.unit.path).exists():
        raise Forbidden(SEND_PEOPLE.sentence)
    return found, _offered(inside, class_id)


def people_to_name(
    *, actor: Actor, class_id: int, on: date
) -> tuple[TrainingClass, list[tuple[str, str]]]:
    """People of the reserve (储备库) who are not in the class yet."""
    rows = TrainingClass.objects.standing().select_related("programme")
    found = VIEW_CLASSES.one(actor, rows, pk=class_id)
    if NAME_PEOPLE.nowhere(actor):
        raise Forbidden(NAME_PEOPLE.sentence)
    reserve = memberships(actor=actor, on=on).order_by().values("person")
    people = NAME_PEOPLE.rows(actor, Person.objects.filter(pk__in=reserve))
    return found, _offered(people, class_id)
