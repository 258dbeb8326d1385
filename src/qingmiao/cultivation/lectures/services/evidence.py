"""What a lecture takes of whoever speaks at it, and what it says about them, told to evidence."""

from django.db import IntegrityError, transaction

from qingmiao.cultivation.lectures.enums import LectureState
from qingmiao.cultivation.lectures.models import Lecture, Speaking
from qingmiao.cultivation.lectures.services.telling import clash, take_hours
from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, Polarity, SourceKind
from qingmiao.evidence.services import contribute, retract_all
from qingmiao.kernel.actor import Actor


@transaction.atomic
def note_speaking(*, actor: Actor, speaking: Speaking) -> None:
    """A delivered lecture with its proof is a fact about the speaker; a mere entry is not.

    Neutral: it says that and what somebody spoke, not how well.
    """
    lecture, claims = speaking.lecture, []
    try:
        with transaction.atomic():
            take_hours(lecture, [speaking])
    except IntegrityError as no:
        raise clash(no, model=Speaking) from no
    if lecture.state == LectureState.DELIVERED and lecture.proof:
        claims.append(
            Claim(
                person_id=speaking.member.person_id,
                dimension=Dimension.EXPRESSION,
                text=_said(lecture),
                source_kind=SourceKind.LECTURE,
                source_name=str(lecture.host),
                source_unit_id=lecture.host_id,
                happened_on=lecture.held_on,
                polarity=Polarity.NEUTRAL,
            )
        )
    contribute(actor=actor, origin=speaking, claims=claims)


def _said(lecture: Lecture) -> str:
    return f"在{lecture.host}宣讲“{lecture.title}”，听众 {lecture.audience} 人"  # not interface: told to evidence


@transaction.atomic
def forget_speaking(*, actor: Actor, speaking: Speaking, reason: str) -> None:
    retract_all(actor=actor, origin=speaking, reason=reason)


@transaction.atomic
def note_lecture(*, actor: Actor, lecture: Lecture) -> None:
    """What is amended of a lecture is amended for everybody who spoke there."""
    rows = lecture.speakings.filter(voided_at__isnull=True).select_related("member")
    for speaking in rows.order_by("pk"):
        speaking.lecture = lecture
        note_speaking(actor=actor, speaking=speaking)
