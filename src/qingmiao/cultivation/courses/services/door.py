"""扫码签到: what people say by scanning, and how people at the door check it."""

from collections.abc import Iterable
from datetime import datetime
from secrets import SystemRandom

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qingmiao.cultivation.courses.deeds import (
    SAMPLE_ANSWERED,
    SAMPLE_DRAWN,
    SIGNED_IN,
    SIGNINS_CONFIRMED,
)
from qingmiao.cultivation.courses.enums import Basis, Presence, SignInState
from qingmiao.cultivation.courses.models import Session, SignIn
from qingmiao.cultivation.courses.permissions import CALL_ROLL, ENROL_ONESELF, VIEW_SESSIONS
from qingmiao.cultivation.courses.queries.door import (
    checking,
    door_counts,
    door_key,
    is_spoiled,
    on_leave,
    to_confirm,
)
from qingmiao.cultivation.courses.queries.enrolment import is_member
from qingmiao.cultivation.courses.rules import door as rules
from qingmiao.cultivation.courses.services.session import write_attendance
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.models import Person

CHANCE = SystemRandom()


@transaction.atomic
def sign_in(*, actor: Actor, session_id: int, scan: str, at: datetime) -> SignIn:
    """签到 of oneself, with the pass of one's own scan. It claims; it does not count."""
    rows = Session.objects.standing().select_related("training_class__programme")
    session = VIEW_SESSIONS.one(actor, rows, pk=session_id)
    me = ENROL_ONESELF.one(actor, Person.objects.all(), pk=actor.person_id or 0)
    is_good = rules.pass_is_good(
        scan, session_id=session.pk, person_id=me.pk, at=at, key=door_key()
    )
    reasons = [] if is_good else [_("签到码不是您本人刚才扫的，或已经过期，请重新扫门口的二维码")]
    reasons += rules.flaws_of_signing_in(
        is_today=session.held_on == timezone.localtime(at).date(),
        state=session.training_class.state,
        is_member=is_member(class_id=session.training_class_id, person_id=me.pk),
        has_signed=SignIn.objects.filter(session=session, person=me).exists(),
    )
    if reasons:
        raise Refused(reasons)
    row = SignIn(session=session, person=me, signed_at=at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as no:
        raise Refused(_("已经签到，不必再扫")) from no
    record(actor=actor, deed=SIGNED_IN, subject=row, detail={"title": row})
    return row


def _called(actor: Actor, session_id: int) -> Session:
    rows = Session.objects.standing().select_for_update(of=("self",))
    return CALL_ROLL.one(actor, rows.select_related("training_class__programme"), pk=session_id)


@transaction.atomic
def draw_sample(*, actor: Actor, session_id: int, at: datetime) -> list[SignIn]:
    """随机抽点: some of those who scanned are called by name, by a chance nobody at the door can steer."""
    session = _called(actor, session_id)
    articles = checking(timezone.localtime(at).date())
    if door_counts(session=session).unanswered:
        raise Refused(_("上一次抽点还没有全部点到，先点完再抽"))
    claims = list(
        SignIn.objects.filter(session=session, state=SignInState.CLAIMED)
        .exclude(person__in=actor.confidential_ids)
        .order_by("pk")
    )
    size = rules.sample_size(
        len(claims),
        percent=int(articles["sample_percent"].value),
        least=int(articles["sample_least"].value),
    )
    if not size:
        raise Refused(_("没有等待确认的扫码签到"))
    drawn = sorted(CHANCE.sample(claims, size), key=lambda each: each.pk)
    SignIn.objects.filter(pk__in=[each.pk for each in drawn]).update(sampled_at=at)
    detail = {"title": session, "count": size}
    record(actor=actor, deed=SAMPLE_DRAWN, subject=session, detail=detail)
    return drawn


@transaction.atomic
def answer_sample(*, actor: Actor, signin_id: int, is_there: bool) -> SignIn:
    """抽点结果 of one person who was called by name."""
    found = SignIn.objects.filter(pk=signin_id).values_list("session", flat=True).first()
    session = _called(actor, found or 0)
    row = SignIn.objects.select_related("person").get(pk=signin_id)
    if row.person_id in actor.confidential_ids:
        raise Forbidden(_("本人和亲属的出勤由他人登记"))
    if row.sampled_at is None or row.state != SignInState.CLAIMED:
        raise Refused(_("没有等待点到的抽点"))
    row.session = session
    _confirm(actor, [row], is_there=is_there)
    answer = SignInState.CONFIRMED if is_there else SignInState.REJECTED
    detail = {"title": row, "answer": answer.label}
    record(actor=actor, deed=SAMPLE_ANSWERED, subject=row, detail=detail)
    return row


def _confirm(actor: Actor, rows: Iterable[SignIn], *, is_there: bool) -> None:
    with official():
        proof = _("扫码签到，抽点核实") if is_there else _("扫码签到，抽点时不在场")
    for row in rows:
        row.state = SignInState.CONFIRMED if is_there else SignInState.REJECTED
        row.basis, row.answered_by = Basis.SAMPLE, actor.name
        row.save(update_fields=["state", "basis", "answered_by"])
        write_attendance(
            actor=actor, session=row.session, person_id=row.person_id, proof=proof,
            presence=Presence.PRESENT if is_there else Presence.ABSENT,
        )  # fmt: skip


@transaction.atomic
def confirm_signins(*, actor: Actor, session_id: int) -> int:
    """确认其余扫码签到, once everybody who was called answered. One who was not there spoils it for all.

    Only whoever scanned before the last sample is confirmed: later scans wait for a sample of their own.
    Leave that was granted is written down with them, where nothing is written yet.
    """
    session = _called(actor, session_id)
    counts = door_counts(session=session)
    reasons = []
    if not counts.called:
        reasons.append(_("请先随机抽点，二维码不能作为唯一的签到依据"))
    if counts.unanswered:
        reasons.append(_("还有 %(count)d 人抽点没有结果") % {"count": counts.unanswered})
    if is_spoiled(session=session):
        reasons.append(_("抽点有人不在场，扫码签到不再可信，请逐一点名"))
    rows = list(to_confirm(session=session).exclude(person__in=actor.confidential_ids))
    if not reasons and not rows and counts.unsampled:
        reasons.append(
            _("抽点之后又有 %(count)d 人扫码，请再抽点一次") % {"count": counts.unsampled}
        )
    if reasons:
        raise Refused(reasons)
    for row in rows:
        row.session = session
    _confirm(actor, rows, is_there=True)
    with official():
        proof = _("请假获准")
    for person_id in sorted(on_leave(session=session) - actor.confidential_ids):
        write_attendance(
            actor=actor, session=session, person_id=person_id, proof=proof,
            presence=Presence.LEAVE,
        )  # fmt: skip
    detail = {"title": session, "count": len(rows)}
    record(actor=actor, deed=SIGNINS_CONFIRMED, subject=session, detail=detail)
    return len(rows)
