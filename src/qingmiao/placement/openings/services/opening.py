"""发布、截止、撤回 of an opening, by the department."""

from datetime import date

from django.db import transaction

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.placement.openings.contracts import OpeningMove
from qingmiao.placement.openings.deeds import OPENING_MOVED
from qingmiao.placement.openings.enums import OpeningState
from qingmiao.placement.openings.models import Opening
from qingmiao.placement.openings.permissions import CURATE_OPENINGS
from qingmiao.placement.openings.rules.opening import flaws_of_move


@transaction.atomic
def move_opening(
    *, actor: Actor, opening_id: int, state: OpeningState, on: date, reason: str = ""
) -> Opening:
    rows = Opening.objects.standing().select_for_update(of=("self",))
    opening = CURATE_OPENINGS.one(actor, rows, pk=opening_id)
    move = OpeningMove(state=opening.state, is_past=opening.begins < on, reason=reason)
    if reasons := list(flaws_of_move(move, wanted=state)):
        raise Refused(reasons)
    opening.state, opening.state_reason = state, reason.strip()
    opening.version += 1
    opening.save(update_fields=["state", "state_reason", "version"])
    record(
        actor=actor,
        deed=OPENING_MOVED,
        subject=opening,
        detail={"title": opening, "state": OpeningState(state).label},
        reason=reason.strip(),
    )
    return opening
