from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.selection.nominations.deeds import REFEREE_ANSWERED
from qingmiao.selection.nominations.enums import RefereeState
from qingmiao.selection.nominations.models import Referee
from qingmiao.selection.nominations.permissions import VOUCH
from qingmiao.selection.nominations.services.telling import referee_has_answered


@transaction.atomic
def answer_as_referee(
    *, actor: Actor, referee_id: int, vouches: bool, statement: str, on: date
) -> Referee:
    """证明: what the referee saw with own eyes, or that one does not vouch. Answered once."""
    rows = Referee.objects.select_for_update(of=("self",))
    row = VOUCH.one(actor, rows, pk=referee_id)
    reasons = []
    if row.state != RefereeState.ASKED:
        reasons.append(_("您已经答复"))
    if vouches and not statement.strip():
        reasons.append(_("请写明您亲自看到的具体事例"))
    if reasons:
        raise Refused(reasons)
    row.state = RefereeState.VOUCHED if vouches else RefereeState.DECLINED
    row.statement, row.answered_on = statement.strip(), on
    row.save(update_fields=["state", "statement", "answered_on"])
    detail = {"title": row.nomination, "answer": RefereeState(row.state).label}
    record(actor=actor, deed=REFEREE_ANSWERED, subject=row.nomination, detail=detail)
    referee_has_answered(actor=actor, row=row)
    return row
