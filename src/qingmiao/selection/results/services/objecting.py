"""异议: raised by the contestant or the unit within the window, decided by somebody else."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.selection.contests.models import Contest, Entry
from qingmiao.selection.results.deeds import OBJECTION_DECIDED, OBJECTION_RAISED
from qingmiao.selection.results.enums import ObjectionState
from qingmiao.selection.results.models import Objection
from qingmiao.selection.results.permissions import DECIDE_OBJECTIONS, OBJECT
from qingmiao.selection.results.rules.steps import flaws_of_objecting
from qingmiao.selection.results.services.telling import answer_objection, tell_of_objection


@transaction.atomic
def raise_objection(*, actor: Actor, entry_id: int, grounds: str, on: date) -> Objection:
    """提出异议. The contest is locked, so nobody objects while it is being concluded."""
    entry = OBJECT.one(actor, Entry.objects.standing().select_related("contest"), pk=entry_id)
    contest = Contest.objects.select_for_update(of=("self",)).get(pk=entry.contest_id)
    reasons = list(
        flaws_of_objecting(
            contest.state, until=contest.objection_until, on=on, plate=entry.plate_no,
            grounds=grounds,
        )
    )  # fmt: skip
    if reasons:
        raise Refused(reasons)
    made = Objection(
        entry=entry,
        grounds=grounds.strip(),
        raised_on=on,
        raised_by=actor.name,
        raised_by_account=actor.account_id,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as no:
        raise Refused(_("您对这名选手的异议还在处理")) from no
    record(
        actor=actor,
        deed=OBJECTION_RAISED,
        subject=made,
        detail={"title": str(contest), "plate": entry.plate_no},
        reason=made.grounds,
    )
    tell_of_objection(actor=actor, objection=made, on=on)
    return made


@transaction.atomic
def decide_objection(
    *, actor: Actor, objection_id: int, upholds: bool, answer: str, at: datetime
) -> Objection:
    """处理异议 with reasons. What follows from it (a correction, a new computation) has its own steps."""
    rows = Objection.objects.select_for_update(of=("self",)).select_related("entry__contest")
    found = DECIDE_OBJECTIONS.one(actor, rows, pk=objection_id)
    reasons = []
    if found.state != ObjectionState.RAISED:
        reasons.append(_("这项异议已经处理"))
    if not answer.strip():
        reasons.append(_("请写明处理意见和依据"))
    if reasons:
        raise Refused(reasons)
    found.state = ObjectionState.UPHELD if upholds else ObjectionState.DISMISSED
    found.answer, found.decided_at, found.decided_by = answer.strip(), at, actor.name
    found.decided_by_account = actor.account_id
    found.save(update_fields=["state", "answer", "decided_at", "decided_by", "decided_by_account"])
    record(
        actor=actor,
        deed=OBJECTION_DECIDED,
        subject=found,
        detail={
            "title": str(found.entry.contest),
            "plate": found.entry.plate_no,
            "answer": ObjectionState(found.state).label,
        },
        reason=found.answer,
    )
    answer_objection(actor=actor, objection=found)
    return found
