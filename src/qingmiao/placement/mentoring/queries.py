from qingmiao.kernel.actor import Actor
from qingmiao.placement.mentoring.models import MentorTalk
from qingmiao.placement.mentoring.permissions import CONFIRM_TALKS


def may_confirm(*, actor: Actor, talk_id: int) -> bool:
    """Whether the talk waits for this reader's confirmation (确认)."""
    rows = MentorTalk.objects.standing().filter(pk=talk_id)
    return CONFIRM_TALKS.rows(actor, rows).exists()
