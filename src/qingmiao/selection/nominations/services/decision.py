"""研判决定: separate for each purpose, written once, corrected only by a further row."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.models import Person
from qingmiao.pool.contracts import Notice
from qingmiao.pool.enums import Channel, Tier
from qingmiao.pool.services import AlreadyInPool, admit
from qingmiao.selection.nominations.deeds import DECISION_CORRECTED, GROUP_DECIDED
from qingmiao.selection.nominations.enums import Decision, NominationState, Outcome, Purpose
from qingmiao.selection.nominations.models import GroupDecision, Nomination, NominationEvent
from qingmiao.selection.nominations.permissions import HANDLE_NOMINATIONS, MAKE_DECISIONS
from qingmiao.selection.nominations.queries.group import (
    decisions_on,
    nominations_of_group,
    outcomes,
)
from qingmiao.selection.nominations.rules import decision as rules
from qingmiao.selection.nominations.services.claim import vouch_for

TIER_OF = {Purpose.TIER_A: Tier.A, Purpose.TIER_B: Tier.B}
LONGEST_NOTICE = 300


class DecidedMeanwhile(Refused):
    """Somebody else decided upon the same purpose while this page was open."""


@transaction.atomic
def decide(
    *,
    actor: Actor,
    event_id: int,
    person_id: int,
    purpose: Purpose,
    outcome: Outcome,
    note: str,
    corrects: int | None,
    on: date,
) -> GroupDecision:
    """Decide upon one purpose. A tier that is agreed to proposes the membership; the rest is recorded.

    The nominations of the group are locked in their order; what stands when the lock is held must be
    what the decider saw (``corrects``), so a second one never overwrites the first unseen.
    """
    event = NominationEvent.objects.get(pk=event_id)
    rows = list(
        HANDLE_NOMINATIONS.rows(
            actor, nominations_of_group(actor=actor, event_id=event_id, person_id=person_id)
        ).select_for_update(of=("self",))
    )
    if not rows:
        raise Forbidden(HANDLE_NOMINATIONS.sentence)
    standing = decisions_on(event_id=event_id, person_id=person_id)
    present = standing.get(purpose)
    if (present.id if present else None) != corrects:
        raise DecidedMeanwhile(_("这一项刚刚由他人作了决定，请看过之后再决定是否更正"))
    reasons = _reasons(actor, rows, outcomes(standing), purpose, outcome, note, corrects)
    if reasons:
        raise Refused(reasons)
    membership = None
    if outcome == Outcome.YES and purpose in TIER_OF:
        membership = _proposed(actor, rows, purpose, on, note)
    made = _written(
        actor, event, person_id, purpose, outcome, note, corrects, on, membership=membership
    )
    _summarize(actor, rows, outcomes(standing) | {purpose: outcome}, note)
    return made


def _reasons(
    actor: Actor,
    rows: list[Nomination],
    standing: dict[str, str],
    purpose: str,
    outcome: str,
    note: str,
    corrects: int | None,
) -> list[str]:
    others = [tier for tier in rules.TIERS if tier != purpose]
    return list(
        rules.flaws_of_decision(
            accepted=sum(row.state == NominationState.ACCEPTED for row in rows),
            outcome=outcome,
            note=note,
            is_correction=corrects is not None,
            same_as_before=standing.get(purpose) == outcome,
            other_tier=purpose in rules.TIERS
            and outcome == Outcome.YES
            and any(standing.get(tier) == Outcome.YES for tier in others),
            own=any(row.submitter_account == actor.account_id for row in rows),
        )
    )


def _proposed(
    actor: Actor, rows: list[Nomination], purpose: Purpose, on: date, note: str
) -> int | None:
    """The membership this proposes, with every accepted nomination as its source. Whoever is in stays in."""
    accepted = [row for row in rows if row.state == NominationState.ACCEPTED]
    notices = [
        Notice(
            channel=Channel.NOMINATION,
            happened_on=row.submitted_on,
            text=row.merits[:LONGEST_NOTICE],
            origin_kind="nominations.nomination",
            origin_id=row.pk,
        )
        for row in accepted
    ]
    try:
        membership = admit(
            actor=actor,
            person_id=accepted[0].person_id,
            tier=TIER_OF[purpose],
            on=on,
            notices=notices,
            reason=note.strip() or _("推荐研判同意入库：%(event)s") % {"event": accepted[0].event},
            sponsor=accepted[0].nominator,
        )
    except AlreadyInPool:
        return None
    return int(membership.pk)


def _written(
    actor: Actor,
    event: NominationEvent,
    person_id: int,
    purpose: str,
    outcome: str,
    note: str,
    corrects: int | None,
    on: date,
    *,
    membership: int | None,
) -> GroupDecision:
    row = GroupDecision(
        event=event,
        person_id=person_id,
        purpose=purpose,
        outcome=outcome,
        note=note.strip(),
        decided_on=on,
        decided_by=actor.name,
        decider_account=actor.account_id,
        corrects_id=corrects,
        membership_id=membership,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as no:
        raise DecidedMeanwhile(_("这一项刚刚由他人作了决定，请看过之后再决定是否更正")) from no
    MAKE_DECISIONS.one(actor, GroupDecision.objects.all(), pk=row.pk)
    record(
        actor=actor,
        deed=GROUP_DECIDED if corrects is None else DECISION_CORRECTED,
        subject=row,
        detail={
            "person": str(Person.objects.get(pk=person_id)),
            "purpose": Purpose(purpose).label,
            "outcome": Outcome(outcome).label,
            "event": str(event),
        },
        reason=note.strip(),
    )
    return row


def _summarize(actor: Actor, rows: list[Nomination], standing: dict[str, str], note: str) -> None:
    """What lists show beside each accepted nomination of the group."""
    decision = rules.summary(standing)
    for row in rows:
        if row.state == NominationState.ACCEPTED:
            row.decision, row.version = decision, row.version + 1
            row.decision_note = note.strip() or row.decision_note
            row.save(update_fields=["decision", "decision_note", "version"])
            vouch_for(actor=actor, nomination=row)


@transaction.atomic
def note_decision(*, actor: Actor, nomination: Nomination) -> None:
    """A decision that came with a row, from a sheet of past years or by hand, stands as one of its own."""
    if nomination.decision == Decision.NONE:
        return
    standing = decisions_on(event_id=nomination.event_id, person_id=nomination.person_id)
    if rules.summary(outcomes(standing)) == nomination.decision:
        return
    for purpose, outcome in _implied(nomination.decision, outcomes(standing)).items():
        present = standing.get(purpose)
        said = nomination.decision_note or (
            _("按登记册填写的研判结果") if present or outcome == Outcome.NO else ""
        )
        _written(
            actor,
            nomination.event,
            nomination.person_id,
            purpose,
            outcome,
            said,
            present.id if present else None,
            nomination.submitted_on,
            membership=None,
        )


def _implied(decision: str, standing: dict[str, str]) -> dict[str, str]:
    """Which rows bring what stands to the word that was written."""
    agreed = [purpose for purpose, outcome in standing.items() if outcome == Outcome.YES]
    if decision == Decision.REJECTED:
        still = [purpose for purpose in rules.ORDER if standing.get(purpose) != Outcome.NO]
        return {str(purpose): str(Outcome.NO) for purpose in still}
    higher = rules.ORDER[: rules.ORDER.index(Purpose(decision))]
    changes = {purpose: str(Outcome.NO) for purpose in agreed if purpose in higher}
    if decision not in agreed:
        changes[decision] = str(Outcome.YES)
    return changes
