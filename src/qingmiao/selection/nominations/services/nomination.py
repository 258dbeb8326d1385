"""The unit's quota, what an accepted nomination says about a person, and how it is handled."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.evidence.services import retract_all
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import Deed, official
from qingmiao.ledger.services import record
from qingmiao.selection.nominations.deeds import (
    NOMINATION_ACCEPTED,
    NOMINATION_RETURNED,
    NOMINATION_WITHDRAWN,
)
from qingmiao.selection.nominations.enums import (
    RUNNING,
    NominationState,
)
from qingmiao.selection.nominations.models import Nomination, NominationEvent
from qingmiao.selection.nominations.permissions import (
    DECIDE_NOMINATIONS,
    HANDLE_NOMINATIONS,
    MEND_NOMINATIONS,
)
from qingmiao.selection.nominations.queries.eligibility import judged
from qingmiao.selection.nominations.queries.event import (
    categories_of,
    facts_of,
    places_taken,
    quota_of,
)
from qingmiao.selection.nominations.rules import nomination as rules
from qingmiao.selection.nominations.rules.event import takes_nominations
from qingmiao.selection.nominations.services.claim import tell_demand, vouch_for
from qingmiao.selection.nominations.services.decision import note_decision
from qingmiao.selection.nominations.services.telling import tell_of_return, was_handled


@transaction.atomic
def note_nomination(*, actor: Actor, nomination: Nomination) -> None:
    """Count it against the unit's quota, then tell evidence what the party organization vouches for.

    The event is locked first, so that two nominations of one unit never take the same last place.
    A self-nomination and a rejected one say nothing that could corroborate.
    """
    event = NominationEvent.objects.select_for_update().get(pk=nomination.event_id)
    _require_open(actor, event)
    require_a_place(event, nomination)
    note_decision(actor=actor, nomination=nomination)
    vouch_for(actor=actor, nomination=nomination)


def _require_open(actor: Actor, event: NominationEvent) -> None:
    if event.state not in RUNNING and DECIDE_NOMINATIONS.nowhere(actor):
        raise Refused(_("这次推荐已经截止，补报请联系干部科"))


def require_a_place(event: NominationEvent, nomination: Nomination) -> None:
    """The event is locked and the nomination written: are there more than the unit's quota?"""
    if not rules.counts_against_quota(route=nomination.route, state=nomination.state):
        return
    quota = quota_of(event=event, unit_id=nomination.unit_id)
    reasons = []
    if places_taken(event_id=event.pk, unit_id=nomination.unit_id) > quota:
        reasons.append(_("该单位在这次推荐中的名额为 %(quota)d 人，已用完") % {"quota": quota})
    for one in categories_of(event=event, unit_id=nomination.unit_id):
        if one.id != nomination.category_id or one.quota is None:
            continue
        taken = places_taken(event_id=event.pk, unit_id=nomination.unit_id, category_id=one.id)
        if taken > one.quota:
            told = {"category": one.label, "quota": one.quota}
            reasons.append(_("该单位“%(category)s”的名额为 %(quota)d 人，已用完") % told)
    if reasons:
        raise Refused(reasons)


@transaction.atomic
def forget_nomination(*, actor: Actor, nomination: Nomination, reason: str) -> None:
    event = NominationEvent.objects.get(pk=nomination.event_id)
    _require_open(actor, event)
    retract_all(actor=actor, origin=nomination, reason=reason)
    tell_demand(actor=actor, nomination=nomination, reason=reason)


def _locked(nomination_id: int) -> tuple[NominationEvent, "Nomination"]:
    """The event before the nomination, as everybody locks them."""
    event_id = Nomination.objects.values_list("event_id", flat=True).get(pk=nomination_id)
    event = NominationEvent.objects.select_for_update().get(pk=event_id)
    row = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination_id)
    return event, row


def _move(
    actor: Actor, row: Nomination, state: NominationState, deed: Deed, reason: str, **detail: object
) -> None:
    row.state, row.state_reason = state, reason.strip()
    row.version += 1
    row.save(update_fields=["state", "state_reason", "version"])
    told = {"title": row, "event": row.event, **detail}
    record(actor=actor, deed=deed, subject=row, detail=told, reason=reason.strip())


@transaction.atomic
def withdraw_nomination(*, actor: Actor, nomination_id: int, reason: str, on: date) -> Nomination:
    """撤回 before closing; it frees its place and no longer counts as the unit's answer."""
    MEND_NOMINATIONS.one(actor, Nomination.objects.standing(), pk=nomination_id)
    event, row = _locked(nomination_id)
    is_open = takes_nominations(facts_of(event), on=on)
    reasons = list(rules.flaws_of_withdrawal(state=row.state, is_open=is_open, reason=reason))
    if reasons:
        raise Refused(reasons)
    _move(actor, row, NominationState.WITHDRAWN, NOMINATION_WITHDRAWN, reason)
    was_handled(actor=actor, row=row)
    return row


@transaction.atomic
def return_nomination(*, actor: Actor, nomination_id: int, reason: str) -> Nomination:
    """退回补充: what is missing stands in the reason; whoever submitted may correct it, also after closing."""
    HANDLE_NOMINATIONS.one(actor, Nomination.objects.standing(), pk=nomination_id)
    _event, row = _locked(nomination_id)
    reasons = list(rules.flaws_of_return(state=row.state, reason=reason))
    if reasons:
        raise Refused(reasons)
    _move(actor, row, NominationState.RETURNED, NOMINATION_RETURNED, reason)
    tell_of_return(actor=actor, row=row)
    return row


@transaction.atomic
def accept_nomination(*, actor: Actor, nomination_id: int, note: str, on: date) -> Nomination:
    """受理 for review, upon the articles as of today; the whole assessment goes into the ledger.

    A unit that opposes a self-nomination does not stop it, and neither does one that keeps silent.
    """
    HANDLE_NOMINATIONS.one(actor, Nomination.objects.standing(), pk=nomination_id)
    event, row = _locked(nomination_id)
    category = row.category.code if row.category else ""
    found = judged(person=row.person, event=event, on=on, category=category)
    reasons = list(
        rules.flaws_of_acceptance(
            state=row.state,
            route=row.route,
            opinion=row.opinion,
            unknown=sum(one.is_unknown for one in found),
            held_back=tuple(one.finding.told for one in found if one.holds_back),
            note=note,
        )
    )
    if reasons:
        raise Refused(reasons)
    with official():
        kept = judged(person=row.person, event=event, on=on, category=category)
    findings = [one.as_row() for one in kept]
    _move(actor, row, NominationState.ACCEPTED, NOMINATION_ACCEPTED, note, findings=findings)
    was_handled(actor=actor, row=row)
    vouch_for(actor=actor, nomination=row)
    return row
