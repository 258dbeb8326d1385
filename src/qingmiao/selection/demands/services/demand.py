"""Raising a demand from a gap, closing it, taking it up again."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.orgs.models import Unit
from qingmiao.selection.demands.contracts import DemandDraft, Line
from qingmiao.selection.demands.deeds import DEMAND_CLOSED, DEMAND_RAISED, DEMAND_REOPENED
from qingmiao.selection.demands.enums import DemandState
from qingmiao.selection.demands.models import Demand, DemandStep
from qingmiao.selection.demands.permissions import DECIDE_DEMANDS, RAISE_DEMANDS
from qingmiao.selection.demands.queries.demand import last_step_on
from qingmiao.selection.demands.queries.team import team
from qingmiao.selection.demands.rules import demand as rules


class GapClosed(Refused):
    """Nothing is lacking any more, or somebody raised the demand already."""


@transaction.atomic
def raise_demand(
    *, actor: Actor, unit_id: int, item_key: str, draft: DemandDraft, on: date
) -> Demand:
    """对缺口提出需求. The gap is counted anew and kept as it stood; nothing from the form is trusted.

    The unit is locked, so that two officers do not raise the same gap.
    """
    RAISE_DEMANDS.one(actor, Unit.objects.select_for_update(of=("self",)), pk=unit_id)
    found = team(actor=actor, unit_id=unit_id, on=on)
    line = (
        next((each for each in found.lines if each.goal.key == item_key), None) if found else None
    )
    reasons = []
    if line is None or not line.is_lacking:
        reasons.append(_("该项目目前没有缺口，无需提出需求"))
    elif line.demand_id is not None:
        reasons.append(_("该缺口已有进行中的需求"))
    if draft.due_on < on:
        reasons.append(_("完成期限不得早于提出日期"))
    if reasons or line is None:
        raise GapClosed(reasons)
    demand = Demand(
        title=draft.title,
        unit_id=unit_id,
        owner_id=draft.owner_id,
        wanted=draft.wanted,
        criteria=draft.criteria,
        opened_on=on,
        due_on=draft.due_on,
        item_key=item_key,
        gap=gap_as_seen(line, on=on),
        entered_by=actor.name,
    )
    _write(demand)
    record(
        actor=actor,
        deed=DEMAND_RAISED,
        subject=demand,
        detail={
            "title": demand.title,
            "item": line.label,
            "short": max(tally.short for tally in line.tallies),
            "gap": demand.gap,
        },
    )
    return demand


def gap_as_seen(line: Line, *, on: date) -> dict[str, object]:
    """The gap as the demand keeps it: numbers only, never who was counted."""
    return {
        "on": on.isoformat(),
        "label": line.label,
        "band": line.band,
        "basis": line.goal.basis,
        "awaits_confirmation": line.goal.awaits_confirmation,
        "counts": {str(tally.months): tally.count for tally in line.tallies},
        "short": {str(tally.months): tally.short for tally in line.tallies},
    }


def _write(demand: Demand, *, fields: list[str] | None = None) -> None:
    """Save inside a savepoint; a constraint's no becomes its own sentence."""
    try:
        with transaction.atomic():
            demand.save(force_insert=fields is None, update_fields=fields)
    except IntegrityError as no:
        name = getattr(getattr(no.__cause__, "diag", None), "constraint_name", "")
        told = [
            str(constraint.violation_error_message)
            for constraint in Demand._meta.constraints
            if constraint.name == name
        ]
        raise Refused(told or [_("与已有记录冲突，未保存")]) from no


def _kept(actor: Actor, demand_id: int) -> Demand:
    rows = Demand.objects.standing().select_for_update(of=("self",))
    return DECIDE_DEMANDS.one(actor, rows, pk=demand_id)


def _last_on(demand: Demand) -> date:
    step = last_step_on(demand=demand)
    return step.on if step else demand.opened_on


@transaction.atomic
def close_demand(
    *, actor: Actor, demand_id: int, state: DemandState, on: date, reason: str, today: date
) -> Demand:
    """办结: met, lapsed or withdrawn, always with a reason."""
    demand = _kept(actor, demand_id)
    reasons = list(
        rules.flaws_of_closing(
            old=demand.state,
            new=state,
            last_on=_last_on(demand),
            reason=reason,
            on=on,
            today=today,
        )
    )
    if reasons:
        raise Refused(reasons)
    demand.state, demand.closed_on, demand.close_reason = state, on, reason.strip()
    _step(actor, demand, on=on, reason=reason.strip())
    record(
        actor=actor,
        deed=DEMAND_CLOSED,
        subject=demand,
        detail={"title": demand.title, "state": DemandState(state).label},
        reason=reason.strip(),
    )
    return demand


@transaction.atomic
def reopen_demand(
    *, actor: Actor, demand_id: int, on: date, due_on: date, reason: str, today: date
) -> Demand:
    """重新启用 a closed demand with a new due day; refused where the gap has another open demand."""
    demand = _kept(actor, demand_id)
    reasons = list(
        rules.flaws_of_reopening(
            old=demand.state,
            last_on=_last_on(demand),
            due_on=due_on,
            reason=reason,
            on=on,
            today=today,
        )
    )
    if reasons:
        raise Refused(reasons)
    demand.state, demand.closed_on, demand.close_reason = DemandState.OPEN, None, ""
    demand.due_on = due_on
    _step(actor, demand, on=on, reason=reason.strip())
    record(
        actor=actor,
        deed=DEMAND_REOPENED,
        subject=demand,
        detail={"title": demand.title},
        reason=reason.strip(),
    )
    return demand


def _step(actor: Actor, demand: Demand, *, on: date, reason: str) -> None:
    demand.version += 1
    _write(demand, fields=["state", "closed_on", "close_reason", "due_on", "version"])
    DemandStep.objects.create(
        demand=demand, state=demand.state, on=on, reason=reason, decided_by=actor.name
    )
