"""A talk confirmed by both, and the bare fact of it told to evidence."""

from django.db import transaction

from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, Polarity, SourceKind
from qingmiao.evidence.services import contribute, retract_all
from qingmiao.kernel.actor import Actor
from qingmiao.ledger.services import record
from qingmiao.placement.mentoring.deeds import TALK_CONFIRMED
from qingmiao.placement.mentoring.models import MentorTalk
from qingmiao.placement.mentoring.permissions import CONFIRM_TALKS


@transaction.atomic
def confirm_talk(*, actor: Actor, talk_id: int) -> MentorTalk:
    """确认谈话: the mentee says that it took place as the mentor wrote it down."""
    rows = MentorTalk.objects.select_for_update(of=("self",)).filter(voided_at__isnull=True)
    talk = CONFIRM_TALKS.one(actor, rows, pk=talk_id)
    talk.is_confirmed = True
    talk.version += 1
    talk.save(update_fields=["is_confirmed", "version"])
    note_talk(actor=actor, talk=talk)
    record(actor=actor, deed=TALK_CONFIRMED, subject=talk, detail={"title": str(talk)})
    return talk


@transaction.atomic
def note_talk(*, actor: Actor, talk: MentorTalk) -> None:
    """That the pair talked, once both say so. What was said never leaves the talk."""
    claims = []
    if talk.is_confirmed:
        pair = talk.mentorship
        claims.append(
            Claim(
                person_id=pair.mentee_id,
                dimension=Dimension.LEARNING,
                text=f"与导师{pair.mentor}谈话一次，双方确认",  # not interface: told to evidence
                source_kind=SourceKind.MENTOR,
                source_name=str(pair.mentor),
                source_person_id=pair.mentor_id,
                happened_on=talk.held_on,
                polarity=Polarity.NEUTRAL,
            )
        )
    contribute(actor=actor, origin=talk, claims=claims)


@transaction.atomic
def forget_talk(*, actor: Actor, talk: MentorTalk, reason: str) -> None:
    retract_all(actor=actor, origin=talk, reason=reason)
