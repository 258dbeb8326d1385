"""Who is expected at a session, who claims to be there, who was found to be."""

from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery

from qingmiao.cultivation.courses.contracts import DoorCounts
from qingmiao.cultivation.courses.enums import AnswerState, Basis, SignInState
from qingmiao.cultivation.courses.models import Attendance, LeaveRequest, Session, SignIn
from qingmiao.cultivation.courses.permissions import VIEW_SESSIONS, VIEW_SIGNINS
from qingmiao.cultivation.courses.queries.enrolment import is_member, members_of
from qingmiao.cultivation.courses.rules import door as rules
from qingmiao.kernel.actor import Actor
from qingmiao.rulebook.engine import Articles
from qingmiao.rulebook.library import regulation


def door_key() -> bytes:
    return f"courses.door:{settings.SECRET_KEY}".encode()


def checking(on: date) -> Articles:
    """The articles on attendance (考勤) of a day."""
    return regulation("courses/attendance").on(on)


def token_of(*, session: Session, at: datetime, on: date) -> tuple[str, int]:
    """What the code on the door says at this moment, and for how many seconds more it is on show."""
    seconds = int(checking(on)["code_seconds"].value)
    token = rules.door_token(session_id=session.pk, at=at, seconds=seconds, key=door_key())
    return token, seconds - int(at.timestamp()) % seconds


def session_scanned(*, actor: Actor, token: str, at: datetime, on: date) -> Session | None:
    """The session whose door shows this token now; nothing for an old, a forged or another one."""
    seconds = int(checking(on)["code_seconds"].value)
    found = rules.session_behind(token, at=at, seconds=seconds, key=door_key())
    rows = Session.objects.standing().select_related("training_class__programme")
    return VIEW_SESSIONS.rows(actor, rows).filter(pk=found).first() if found else None


def scan_of(*, session: Session, person_id: int, at: datetime) -> str:
    """The pass that the scan just made gives to the one who made it."""
    return rules.personal_pass(session_id=session.pk, person_id=person_id, at=at, key=door_key())


def flaws_for(*, session: Session, person_id: int, on: date) -> list[str]:
    """Why this person cannot sign in here, told before the button is pressed."""
    return list(
        rules.flaws_of_signing_in(
            is_today=session.held_on == on,
            state=session.training_class.state,
            is_member=is_member(class_id=session.training_class_id, person_id=person_id),
            has_signed=SignIn.objects.filter(session=session, person=person_id).exists(),
        )
    )


def _last_sample(session: Session) -> datetime | None:
    last: datetime | None = SignIn.objects.filter(session=session).aggregate(at=Max("sampled_at"))[
        "at"
    ]
    return last


def _claimed(session: Session) -> QuerySet[SignIn]:
    rows = SignIn.objects.filter(session=session, state=SignInState.CLAIMED)
    return rows.select_related("person__unit").order_by("signed_at", "pk")


def to_confirm(*, session: Session) -> QuerySet[SignIn]:
    """Scans older than the last sample that stand for the others: not drawn themselves."""
    last = _last_sample(session)
    rows = _claimed(session).filter(sampled_at__isnull=True)
    return rows.none() if last is None else rows.filter(signed_at__lte=last)


def is_spoiled(*, session: Session) -> bool:
    """Whether somebody who scanned was called and was not there."""
    return SignIn.objects.filter(
        session=session, state=SignInState.REJECTED, basis=Basis.SAMPLE
    ).exists()


def door_counts(*, session: Session) -> DoorCounts:
    drawn = SignIn.objects.filter(session=OuterRef("session"), sampled_at__isnull=False)
    last = drawn.order_by("-sampled_at").values("sampled_at")[:1]
    claimed = Q(state=SignInState.CLAIMED)
    told = (
        SignIn.objects.filter(session=session)
        .annotate(last=Subquery(last))
        .aggregate(
            claimed=Count("pk", filter=claimed),
            confirmed=Count("pk", filter=Q(state=SignInState.CONFIRMED)),
            rejected=Count("pk", filter=Q(state=SignInState.REJECTED)),
            called=Count("pk", filter=Q(sampled_at__isnull=False)),
            unanswered=Count("pk", filter=claimed & Q(sampled_at__isnull=False)),
            unsampled=Count(
                "pk",
                filter=claimed
                & Q(sampled_at__isnull=True)
                & (Q(last__isnull=True) | Q(signed_at__gt=F("last"))),
            ),
        )
    )
    return DoorCounts(expected=members_of(session.training_class_id).count(), **told)


def called(*, session: Session) -> list[SignIn]:
    """Everybody who was drawn, those without an answer first."""
    rows = SignIn.objects.filter(session=session, sampled_at__isnull=False)
    rows = rows.select_related("person__unit").order_by("sampled_at", "pk")
    return sorted(rows, key=lambda each: each.state != SignInState.CLAIMED)


def on_leave(*, session: Session) -> frozenset[int]:
    """People with leave granted for the session, of whom nothing is written yet and who did not scan."""
    written = Attendance.objects.standing().filter(session=session).values("person")
    there = SignIn.objects.filter(session=session).values("person")
    rows = LeaveRequest.objects.filter(session=session, state=AnswerState.GRANTED)
    rows = rows.exclude(enrolment__person__in=written).exclude(enrolment__person__in=there)
    return frozenset(rows.values_list("enrolment__person", flat=True))


def scans_of(*, session: Session) -> dict[int, SignIn]:
    """Every scan of a session by person, for its roll."""
    return {each.person_id: each for each in SignIn.objects.filter(session=session)}


def my_scan(*, actor: Actor, session: Session) -> SignIn | None:
    rows = SignIn.objects.filter(session=session, person=actor.person_id or 0)
    return VIEW_SIGNINS.rows(actor, rows).first()


def session_known(*, actor: Actor, session_id: int) -> Session:
    """The session, for everybody who may know what is taught when."""
    rows = Session.objects.standing().select_related("training_class__programme")
    return VIEW_SESSIONS.one(actor, rows, pk=session_id)


def session_of_scan(*, signin_id: int) -> int:
    """Nought where there is none: the page of it is nowhere."""
    return SignIn.objects.filter(pk=signin_id).values_list("session_id", flat=True).first() or 0
