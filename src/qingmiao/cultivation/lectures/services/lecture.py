"""点单、派单、应约、取消. Who is scarce is locked first: the member, then the lecture."""

from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.cultivation.lectures import deeds, rules
from qingmiao.cultivation.lectures.enums import LectureState
from qingmiao.cultivation.lectures.models import CorpsMember, Lecture, Speaking
from qingmiao.cultivation.lectures.permissions import (
    ANSWER_REQUESTS,
    CANCEL_LECTURES,
    DISPATCH_LECTURES,
    KEEP_LECTURES,
    KEEP_MEMBERS,
)
from qingmiao.cultivation.lectures.queries import hours_of, speakings_at
from qingmiao.cultivation.lectures.services.evidence import forget_speaking
from qingmiao.cultivation.lectures.services.telling import (
    clash,
    department,
    hosts,
    locked,
    moved,
    require_way,
    speakers,
    take_hours,
    tell,
)
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.notices.services import settle
from qingmiao.orgs.models import Unit


@transaction.atomic
def request_lecture(
    *,
    actor: Actor,
    title: str,
    host: Unit,
    held_on: date,
    begins_at: time | None,
    ends_at: time | None,
    place: str,
    wish: str,
    on: date,
) -> Lecture:
    """点单: a unit asks for a lecture on a day to come; the department is asked for a speaker."""
    if held_on <= on:
        raise Refused(_("点单日期须晚于今天；已经讲过的请在宣讲场次中登记"))
    lecture = Lecture(
        title=title,
        host=host,
        held_on=held_on,
        begins_at=begins_at,
        ends_at=ends_at,
        place=place,
        wish=wish,
        state=LectureState.REQUESTED,
        entered_by=actor.name,
    )
    try:
        with transaction.atomic():
            lecture.save()
    except IntegrityError as no:
        raise clash(no, model=Lecture) from no
    KEEP_LECTURES.one(actor, Lecture.objects.standing(), pk=lecture.pk)
    tell(actor, lecture, deeds.DISPATCH_ASKED, department(lecture, on))
    record(
        actor=actor,
        deed=deeds.LECTURE_REQUESTED,
        subject=lecture,
        detail={"title": lecture, "wish": wish},
    )
    return lecture


@transaction.atomic
def dispatch_lecture(
    *,
    actor: Actor,
    lecture_id: int,
    member_id: int,
    begins_at: time,
    ends_at: time,
    reason: str,
    on: date,
) -> Speaking:
    """派单 with a reason. Two desks that send one member to two places at one hour: the second is refused."""
    members = CorpsMember.objects.standing().select_for_update(of=("self",))
    member = KEEP_MEMBERS.one(actor, members.select_related("person"), pk=member_id)
    lecture = locked(DISPATCH_LECTURES, actor, lecture_id)
    require_way(lecture, LectureState.MATCHED)
    reasons = list(
        rules.flaws_of_speaking(
            state=lecture.state,
            held_on=lecture.held_on,
            joined_on=member.joined_on,
            left_on=member.left_on,
        )
    )
    if not reason.strip():
        reasons.append(_("请写明派单理由"))
    if ends_at <= begins_at:
        reasons.append(_("结束时间须晚于开始时间"))
    if lecture.held_on < on:
        reasons.append(_("宣讲日期已过，不再派单"))
    if reasons:
        raise Refused(reasons)
    moved(
        lecture,
        LectureState.MATCHED,
        begins_at=begins_at,
        ends_at=ends_at,
        state_reason=reason.strip(),
    )
    speaking = _sent(actor, lecture, member)
    settle(actor=actor, subject=lecture, kind=deeds.DISPATCH_ASKED)
    tell(actor, lecture, deeds.SPEAKER_ASKED, speakers(lecture), due_on=lecture.held_on)
    record(
        actor=actor,
        deed=deeds.LECTURE_DISPATCHED,
        subject=lecture,
        detail={"title": lecture, "speaker": member},
        reason=reason.strip(),
    )
    return speaking


def _sent(actor: Actor, lecture: Lecture, member: CorpsMember) -> Speaking:
    hours = hours_of(held_on=lecture.held_on, begins_at=lecture.begins_at, ends_at=lecture.ends_at)
    speaking = Speaking(lecture=lecture, member=member, hours=hours, entered_by=actor.name)
    try:
        with transaction.atomic():
            speaking.save()
            take_hours(lecture, list(speakings_at(lecture_id=lecture.pk)))
    except IntegrityError as no:
        raise clash(no, model=Speaking) from no
    return speaking


def _answering(actor: Actor, speaking_id: int) -> tuple[Speaking, Lecture]:
    found = ANSWER_REQUESTS.one(actor, Speaking.objects.standing(), pk=speaking_id)
    lecture = Lecture.objects.select_for_update(of=("self",)).get(pk=found.lecture_id)
    rows = Speaking.objects.standing().select_for_update(of=("self",))
    return ANSWER_REQUESTS.one(
        actor, rows.select_related("member__person"), pk=speaking_id
    ), lecture


@transaction.atomic
def accept_request(*, actor: Actor, speaking_id: int, on: date, at: datetime) -> Speaking:
    """应约: when everybody who was asked has agreed, the unit is told who comes."""
    speaking, lecture = _answering(actor, speaking_id)
    if speaking.answered_at is not None or lecture.state != LectureState.MATCHED:
        raise Refused(_("这次派单已经应答过，或者宣讲已不在派单中"))
    speaking.answered_at = at
    speaking.save(update_fields=["answered_at"])
    _settle_on_whoever_agreed(actor, lecture, on)
    record(
        actor=actor,
        deed=deeds.DISPATCH_ACCEPTED,
        subject=lecture,
        detail={"title": lecture, "speaker": speaking.member},
    )
    return speaking


def _settle_on_whoever_agreed(actor: Actor, lecture: Lecture, on: date) -> None:
    """Once nobody's answer is waited for, those who agreed come, and the unit is told."""
    if not speakings_at(lecture_id=lecture.pk).filter(answered_at__isnull=True).exists():
        moved(lecture, LectureState.ACCEPTED)
        settle(actor=actor, subject=lecture, kind=deeds.SPEAKER_ASKED)
        tell(actor, lecture, deeds.HOST_TOLD, hosts(lecture, on))


@transaction.atomic
def decline_request(
    *, actor: Actor, speaking_id: int, reason: str, on: date, at: datetime
) -> Lecture:
    """退单 with a reason: the speaker's hours are free again, and the desk looks for somebody else."""
    speaking, lecture = _answering(actor, speaking_id)
    reasons = []
    if lecture.state not in {LectureState.MATCHED, LectureState.ACCEPTED}:
        reasons.append(_("宣讲已经送达或取消，不能退单"))
    if not reason.strip():
        reasons.append(_("请写明退单理由"))
    if reasons:
        raise Refused(reasons)
    to = speakers(lecture)
    speaking.voided_at, speaking.voided_by = at, actor.name
    speaking.void_reason, speaking.hours = reason.strip(), None
    speaking.version += 1
    speaking.save(update_fields=["voided_at", "voided_by", "void_reason", "hours", "version"])
    forget_speaking(actor=actor, speaking=speaking, reason=reason.strip())
    if not speakings_at(lecture_id=lecture.pk).exists():
        moved(lecture, LectureState.REQUESTED, state_reason=reason.strip())
    elif lecture.state == LectureState.MATCHED:
        _settle_on_whoever_agreed(actor, lecture, on)
    settle(actor=actor, subject=lecture, kind=deeds.SPEAKER_ASKED, of=to - speakers(lecture))
    tell(actor, lecture, deeds.DISPATCH_ASKED, department(lecture, on))
    record(
        actor=actor,
        deed=deeds.DISPATCH_DECLINED,
        subject=lecture,
        detail={"title": lecture, "speaker": speaking.member},
        reason=reason.strip(),
    )
    return lecture


@transaction.atomic
def cancel_lecture(*, actor: Actor, lecture_id: int, reason: str, on: date) -> Lecture:
    """取消 by the unit that asked or by the department; whoever was to speak is free again and told."""
    lecture = locked(CANCEL_LECTURES, actor, lecture_id)
    require_way(lecture, LectureState.CANCELLED)
    if not reason.strip():
        raise Refused(_("请写明取消理由"))
    moved(lecture, LectureState.CANCELLED, state_reason=reason.strip())
    take_hours(lecture, list(speakings_at(lecture_id=lecture.pk)))
    settle(actor=actor, subject=lecture)
    to = speakers(lecture) | hosts(lecture, on) | department(lecture, on)
    tell(actor, lecture, deeds.CANCELLED_TOLD, to)
    record(
        actor=actor,
        deed=deeds.LECTURE_CANCELLED,
        subject=lecture,
        detail={"title": lecture},
        reason=reason.strip(),
    )
    return lecture
