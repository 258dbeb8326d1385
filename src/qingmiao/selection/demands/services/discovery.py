"""Whom a demand has found: told by the records of other rooms, or put by the office itself."""

from collections.abc import Sequence
from datetime import date

from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.models import Person
from qingmiao.selection.demands.contracts import Find
from qingmiao.selection.demands.deeds import DISCOVERY_RETRACTED, PERSON_FOUND
from qingmiao.selection.demands.enums import DemandState, FoundBy
from qingmiao.selection.demands.models import Demand, Discovery
from qingmiao.selection.demands.permissions import DECIDE_DEMANDS, KEEP_DISCOVERIES


@transaction.atomic
def note_found(
    *,
    actor: Actor,
    origin: models.Model,
    demand_id: int | None,
    finds: Sequence[Find],
    reason: str = "",
) -> list[Discovery]:
    """记入 whom a record of another room found: exactly these stand for it afterwards.

    Called by rooms within their own permission and transaction, each time the record is entered,
    amended or voided (then with no finds). ``demand_id`` is the demand the record cites; what the
    record had told another demand is retracted. Finds that say the same are left alone.
    """
    kind, pk = origin._meta.label_lower, origin.pk
    told = {(find.person_id, demand_id): find for find in finds} if demand_id else {}
    rows = Discovery.objects.select_for_update(of=("self",)).select_related("demand", "person")
    for row in rows.filter(origin_kind=kind, origin_id=pk, retracted_at__isnull=True):
        find = told.get((row.person_id, row.demand_id))
        if find and (row.found_by, row.found_on, row.text) == (
            find.found_by,
            find.found_on,
            find.text,
        ):
            del told[row.person_id, row.demand_id]
        else:
            _retract(actor, row, reason or _("记录已修改"))
    return [
        _note(actor, demand_id, find, origin_kind=kind, origin_id=pk)
        for find in told.values()
        if demand_id
    ]


def _note(
    actor: Actor,
    demand_id: int,
    find: Find,
    *,
    origin_kind: str = "",
    origin_id: int | None = None,
) -> Discovery:
    row = Discovery.objects.create(
        demand_id=demand_id,
        person_id=find.person_id,
        found_by=find.found_by,
        found_on=find.found_on,
        text=find.text,
        origin_kind=origin_kind,
        origin_id=origin_id,
        noted_by=actor.name,
    )
    record(
        actor=actor,
        deed=PERSON_FOUND,
        subject=row,
        detail={
            "title": row.demand.title,
            "person": str(row.person),
            "found_by": FoundBy(row.found_by).label,
        },
    )
    return row


def _retract(actor: Actor, row: Discovery, reason: str) -> None:
    row.retracted_at, row.retract_reason = Now(), reason
    row.save(update_fields=["retracted_at", "retract_reason"])
    record(
        actor=actor,
        deed=DISCOVERY_RETRACTED,
        subject=row,
        detail={"title": row.demand.title, "person": str(row.person)},
        reason=reason,
    )


@transaction.atomic
def note_by_hand(
    *, actor: Actor, demand_id: int, person: Person, on: date, text: str, today: date
) -> Discovery:
    """干部科比选: somebody the office itself puts to an open demand, with the reason why."""
    rows = Demand.objects.standing().select_for_update(of=("self",))
    demand = DECIDE_DEMANDS.one(actor, rows, pk=demand_id)
    standing = Discovery.objects.filter(
        demand=demand, person=person, found_by=FoundBy.OFFICE, retracted_at__isnull=True
    )
    reasons = []
    if demand.state != DemandState.OPEN:
        reasons.append(_("需求已经办结"))
    if on > today:
        reasons.append(_("日期不得晚于今天"))
    if not text.strip():
        reasons.append(_("请写明为何合适"))
    if person.pk in actor.confidential_ids:
        raise Forbidden(KEEP_DISCOVERIES.sentence)
    if standing.exists():
        reasons.append(_("该人选已记入本需求"))
    if reasons:
        raise Refused(reasons)
    find = Find(person_id=person.pk, found_by=FoundBy.OFFICE, found_on=on, text=text.strip())
    return _note(actor, demand.pk, find)


@transaction.atomic
def retract_by_hand(*, actor: Actor, discovery_id: int, reason: str) -> Discovery:
    """撤回 somebody the office had put; what other rooms found is retracted by their records."""
    rows = Discovery.objects.select_for_update(of=("self",)).select_related("demand", "person")
    row = KEEP_DISCOVERIES.one(actor, rows.filter(found_by=FoundBy.OFFICE), pk=discovery_id)
    reasons = []
    if row.retracted_at is not None:
        reasons.append(_("该人选已经撤回"))
    if not reason.strip():
        reasons.append(_("请写明理由"))
    if reasons:
        raise Refused(reasons)
    _retract(actor, row, reason.strip())
    return row
