"""送达: proof by the speaker, the word of the unit that asked, and its rating. Then the lecture counts."""

import base64
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.access.queries import account_of
from qingmiao.cultivation.lectures import deeds
from qingmiao.cultivation.lectures.enums import LectureState
from qingmiao.cultivation.lectures.models import Delivery, Lecture, Rating, Speaking
from qingmiao.cultivation.lectures.permissions import (
    CONFIRM_LECTURES,
    HAND_IN_PROOF,
    RATE_SPEAKERS,
)
from qingmiao.cultivation.lectures.queries import overdue_for_proof
from qingmiao.cultivation.lectures.services.evidence import note_lecture
from qingmiao.cultivation.lectures.services.telling import (
    department,
    hosts,
    locked,
    moved,
    require_way,
    speakers,
    tell,
)
from qingmiao.engines.sandbox.contracts import Unreadable
from qingmiao.engines.sandbox.services import guarded
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.notices.services import settle
from qingmiao.people.exchange.rules.photo import redrawn

HALL = {"widest": 1600, "tallest": 1600}
PROOF = "现场照片、签到 %d 人，点单单位已确认"  # not interface: kept as written
BEST, WORST = 5, 1


def _picture(photo: bytes) -> bytes:
    """Drawn anew in the sandbox: where and with what it was taken stays outside."""
    try:
        return base64.b64decode(guarded(redrawn, photo, options=HALL)["jpeg"])
    except Unreadable as no:
        raise Refused(
            _("现场照片无法识别或过大，请换一张 JPEG 或 PNG 图片（不超过 10 MB）")
        ) from no


@transaction.atomic
def hand_in_proof(
    *, actor: Actor, lecture_id: int, photo: bytes, signed_in: int, note: str, on: date
) -> Delivery:
    """提交佐证: a photograph and how many signed in. What was returned is handed in anew in its place."""
    lecture = locked(HAND_IN_PROOF, actor, lecture_id)
    require_way(lecture, LectureState.HELD)
    reasons = []
    if lecture.held_on > on:
        reasons.append(_("宣讲还没有举行，不能提交佐证"))
    if signed_in < 1:
        reasons.append(_("签到人数至少为 1 人"))
    if reasons:
        raise Refused(reasons)
    delivery, _is_new = Delivery.objects.update_or_create(
        lecture=lecture,
        defaults={
            "jpeg": _picture(photo),
            "signed_in": signed_in,
            "note": note.strip(),
            "handed_in_by": actor.name,
            "handed_in_by_id": actor.account_id,
        },
    )
    moved(lecture, LectureState.HELD, audience=signed_in)
    settle(actor=actor, subject=lecture)
    tell(actor, lecture, deeds.CONFIRM_ASKED, hosts(lecture, on))
    record(
        actor=actor,
        deed=deeds.PROOF_HANDED_IN,
        subject=lecture,
        detail={"title": lecture, "count": signed_in},
    )
    return delivery


@transaction.atomic
def return_proof(*, actor: Actor, lecture_id: int, reason: str, on: date) -> Lecture:
    """退回: the unit that asked does not find it so; the speaker hands in again."""
    lecture = locked(CONFIRM_LECTURES, actor, lecture_id)
    require_way(lecture, LectureState.ACCEPTED)
    if lecture.state != LectureState.HELD:
        raise Refused(_("还没有提交佐证"))
    if not reason.strip():
        raise Refused(_("请写明退回理由"))
    moved(lecture, LectureState.ACCEPTED, state_reason=reason.strip(), audience=0)
    settle(actor=actor, subject=lecture)
    tell(actor, lecture, deeds.RETURNED_TOLD, speakers(lecture) | department(lecture, on))
    record(
        actor=actor,
        deed=deeds.PROOF_RETURNED,
        subject=lecture,
        detail={"title": lecture},
        reason=reason.strip(),
    )
    return lecture


@transaction.atomic
def confirm_lecture(*, actor: Actor, lecture_id: int, at: datetime) -> Lecture:
    """确认送达: from this moment the lecture is one 场次 and each of its speakers one 人次."""
    lecture = locked(CONFIRM_LECTURES, actor, lecture_id)
    require_way(lecture, LectureState.DELIVERED)
    delivery = Delivery.objects.select_for_update().get(lecture=lecture)
    if delivery.handed_in_by_id == actor.account_id:
        raise Refused(_("佐证由您提交，请由本单位其他同志确认"))
    delivery.confirmed_by, delivery.confirmed_by_id = actor.name, actor.account_id
    delivery.confirmed_at = at
    delivery.save(update_fields=["confirmed_by", "confirmed_by_id", "confirmed_at"])
    moved(lecture, LectureState.DELIVERED, proof=PROOF % delivery.signed_in)
    note_lecture(actor=actor, lecture=lecture)
    settle(actor=actor, subject=lecture)
    tell(actor, lecture, deeds.DELIVERED_TOLD, speakers(lecture))
    record(actor=actor, deed=deeds.LECTURE_CONFIRMED, subject=lecture, detail={"title": lecture})
    return lecture


@transaction.atomic
def rate_speaker(*, actor: Actor, speaking_id: int, score: int, note: str) -> Rating:
    """评价: once for each speaker, by the unit that asked; the ledger keeps that, not how well."""
    rows = Speaking.objects.standing().select_for_update(of=("self",))
    speaking = RATE_SPEAKERS.one(
        actor, rows.select_related("lecture__host", "member"), pk=speaking_id
    )
    reasons = []
    if speaking.lecture.state != LectureState.DELIVERED:
        reasons.append(_("确认送达之后才能评价"))
    if Rating.objects.filter(speaking=speaking).exists():
        reasons.append(_("已经评价过"))
    if not WORST <= score <= BEST:
        reasons.append(_("评分为 1 至 5"))
    if reasons:
        raise Refused(reasons)
    rating = Rating.objects.create(speaking=speaking, score=score, note=note.strip())
    to = account_of(speaking.member.person_id)
    if to is not None:
        tell(actor, speaking.lecture, deeds.RATED_TOLD, {to})
    record(
        actor=actor,
        deed=deeds.SPEAKER_RATED,
        subject=speaking.lecture,
        detail={"title": speaking.lecture},
    )
    return rating


@transaction.atomic
def remind_of_proof(*, actor: Actor, on: date) -> int:
    """提醒提交佐证: once for each lecture whose day has passed, however often the worker comes by."""
    return sum(
        tell(
            actor,
            lecture,
            deeds.SPEAKER_LATE,
            speakers(lecture),
            due_on=lecture.held_on,
            key=f"{lecture.pk}:{lecture.held_on}",
            once=True,
        )
        for lecture in overdue_for_proof(on=on)
    )
