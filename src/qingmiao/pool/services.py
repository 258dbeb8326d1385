"""Entering, moving within and leaving the reserve; every state keeps its day and its reason."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.models import Person
from qingmiao.pool import queries, rules
from qingmiao.pool.contracts import Notice
from qingmiao.pool.deeds import MEMBER_ASSESSED, MEMBER_LEFT, STATE_CHANGED
from qingmiao.pool.enums import ExitReason, MembershipState, Tier
from qingmiao.pool.models import Membership, MembershipSource, StateChange
from qingmiao.pool.permissions import KEEP_POOL
from qingmiao.rulebook.engine import Assessment, Verdict, failures
from qingmiao.rulebook.library import regulation

MET, TO_BE_CHECKED = gettext_lazy("符合"), gettext_lazy("待核")


class AlreadyInPool(Refused):
    """The person has an open membership."""


def assess_entry(*, person: Person, tier: str, on: date) -> Assessment:
    """入库条件 as they stood on the day of entry."""
    facts = queries.pool_facts(person=person, tier=tier, on=on)
    return rules.LIMITS.assess(facts, articles=regulation(rules.LIMITS.regulation).on(on))


@transaction.atomic
def admit(
    *,
    actor: Actor,
    person_id: int,
    tier: Tier,
    on: date,
    notices: list[Notice],
    reason: str,
    state: MembershipState = MembershipState.PROPOSED,
    sponsor: str = "",
) -> Membership:
    """提名入库, for rooms that noticed somebody. The person is locked, so that nobody enters twice."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    unmet = failures(assess_entry(person=person, tier=tier, on=on).findings)
    if unmet:
        raise Refused(finding.because for finding in unmet)
    membership = Membership(
        person=person, tier=tier, state=state, entered_on=on, sponsor=sponsor, entered_by=actor.name
    )
    try:
        with transaction.atomic():
            membership.save(force_insert=True)
    except IntegrityError as no:
        raise AlreadyInPool(_("该同志已在储备库中")) from no
    KEEP_POOL.one(actor, Membership.objects.all(), pk=membership.pk)
    for notice in notices:
        MembershipSource.objects.create(
            membership=membership,
            channel=notice.channel,
            happened_on=notice.happened_on,
            text=notice.text,
            origin_kind=notice.origin_kind,
            origin_id=notice.origin_id,
            entered_by=actor.name,
        )
    note_entry(actor=actor, membership=membership, reason=reason)
    return membership


@transaction.atomic
def note_entry(*, actor: Actor, membership: Membership, reason: str = "") -> None:
    """Write the first states of a membership and the whole assessment it was entered upon, once."""
    if StateChange.objects.filter(membership=membership).exists():
        return
    is_over = membership.left_on is not None
    first = MembershipState.MEMBER if is_over else MembershipState(membership.state)
    _step(actor, membership, first, membership.entered_on, reason)
    if membership.left_on is not None:
        with official():
            why = str(ExitReason(membership.exit_reason).label)
        _step(actor, membership, MembershipState(membership.state), membership.left_on, why)
    with official():
        assessment = assess_entry(
            person=membership.person, tier=membership.tier, on=membership.entered_on
        )
    record(
        actor=actor,
        deed=MEMBER_ASSESSED,
        subject=membership,
        detail={
            "person": str(membership.person),
            "verdict": MET if assessment.verdict is Verdict.MET else TO_BE_CHECKED,
            "assessment": assessment.as_record(),
        },
        reason=reason,
    )


def _step(
    actor: Actor, membership: Membership, state: MembershipState, on: date, reason: str
) -> None:
    StateChange.objects.create(
        membership=membership, state=state, begins=on, reason=reason, decided_by=actor.name
    )


def _kept(actor: Actor, membership_id: int) -> Membership:
    rows = Membership.objects.select_for_update(of=("self",)).filter(voided_at__isnull=True)
    return KEEP_POOL.one(actor, rows, pk=membership_id)


def _require(
    membership: Membership, state: MembershipState, reason: str, *, on: date, today: date
) -> None:
    reasons = list(
        rules.flaws_of_change(
            old=membership.state,
            new=state,
            last_on=queries.last_change_on(membership=membership),
            on=on,
            today=today,
        )
    )
    if not reason.strip():
        reasons.append(_("请写明理由"))
    if reasons:
        raise Refused(reasons)


@transaction.atomic
def change_state(
    *,
    actor: Actor,
    membership_id: int,
    state: MembershipState,
    on: date,
    reason: str,
    today: date,
) -> Membership:
    """调整状态. Whoever becomes a member after deliberation is in the reserve from that day."""
    membership = _kept(actor, membership_id)
    _require(membership, state, reason, on=on, today=today)
    old = MembershipState(membership.state).label
    if membership.state == MembershipState.DELIBERATED and state == MembershipState.MEMBER:
        membership.entered_on = on
    membership.state = state
    membership.version += 1
    membership.save(update_fields=["state", "entered_on", "version"])
    _step(actor, membership, state, on, reason.strip())
    record(
        actor=actor,
        deed=STATE_CHANGED,
        subject=membership,
        detail={
            "person": str(membership.person),
            "old": old,
            "new": MembershipState(membership.state).label,
        },
        reason=reason.strip(),
    )
    return membership


@transaction.atomic
def leave(
    *,
    actor: Actor,
    membership_id: int,
    exit_reason: ExitReason,
    on: date,
    reason: str,
    today: date,
) -> Membership:
    """出库 with a reason; whoever was appointed has been used, everybody else has left."""
    membership = _kept(actor, membership_id)
    used = exit_reason == ExitReason.APPOINTED
    state = MembershipState.USED if used else MembershipState.LEFT
    _require(membership, state, reason, on=on, today=today)
    membership.state, membership.left_on, membership.exit_reason = state, on, exit_reason
    membership.next_review_on = None
    membership.version += 1
    membership.save(update_fields=["state", "left_on", "exit_reason", "next_review_on", "version"])
    _step(actor, membership, state, on, reason.strip())
    record(
        actor=actor,
        deed=MEMBER_LEFT,
        subject=membership,
        detail={
            "person": str(membership.person),
            "exit_reason": ExitReason(membership.exit_reason).label,
        },
        reason=reason.strip(),
    )
    return membership
