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
from qingmiao.pool.contracts import Notice
from qingmiao.pool.deeds import (
    MEMBER_ASSESSED,
    MEMBER_LEFT,
    MEMBER_PLANNED,
    STATE_CHANGED,
    TIER_CHANGED,
)
from qingmiao.pool.enums import (
    IN_POOL,
    ExitReason,
    MembershipState,
    NextAction,
    SuspendCause,
    Tier,
)
from qingmiao.pool.models import Membership, MembershipSource, ReviewItem, StateChange
from qingmiao.pool.permissions import KEEP_POOL
from qingmiao.pool.queries import membership as queries
from qingmiao.pool.rules import membership as rules
from qingmiao.pool.services.due import settle_due
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
    on: date,
    notices: list[Notice],
    reason: str,
    tier: Tier | None = None,
    sponsor: str = "",
) -> Membership:
    """提名入库, for rooms that noticed somebody: always 拟入库 first, and at least one dated source.

    The person is locked, so that nobody enters twice. The tier is the one the rule gives on the day;
    whoever names another is told why not.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    tier = tier or queries.tier_by_rule(person=person, on=on)
    reasons = [
        finding.told for finding in failures(assess_entry(person=person, tier=tier, on=on).findings)
    ]
    if not notices:
        reasons.append(_("至少写明一条来源：从哪条渠道、哪一天发现"))
    if reasons:
        raise Refused(reasons)
    membership = Membership(person=person, tier=tier, entered_on=on, sponsor=sponsor)
    membership.entered_by = actor.name
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
    """Write the first states of a membership and the whole assessment it was entered upon, once.

    A membership taken over from paper begins with the state it was found in.
    """
    if StateChange.objects.filter(membership=membership).exists():
        return
    is_over = membership.left_on is not None
    first = MembershipState.MEMBER if is_over else MembershipState(membership.state)
    _step(actor, membership, first, membership.entered_on, reason)
    if membership.left_on is not None:
        with official():
            why = str(ExitReason(membership.exit_reason).label)
        _step(actor, membership, MembershipState(membership.state), membership.left_on, why)
    elif membership.state in IN_POOL:
        _look_ahead(membership, on=membership.entered_on)
        membership.save(update_fields=["next_review_on", "next_action", "next_action_on"])
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
    actor: Actor,
    membership: Membership,
    state: MembershipState,
    on: date,
    reason: str,
    cause: SuspendCause = SuspendCause.NONE,
    item: ReviewItem | None = None,
) -> None:
    StateChange.objects.create(
        membership=membership,
        state=state,
        begins=on,
        reason=reason,
        cause=cause,
        decided_by=actor.name,
        review_item=item,
    )


def _look_ahead(membership: Membership, *, on: date) -> None:
    """Whoever is in the reserve has a next review and a next action, by rule where nobody set one."""
    articles = regulation(rules.UPKEEP).on(on)
    if membership.next_review_on is None:
        membership.next_review_on = rules.next_review(on=on, articles=articles)
    if not membership.next_action:
        membership.next_action = NextAction.VISIT
        membership.next_action_on = rules.next_action_day(on=on, articles=articles)


def _kept(actor: Actor, membership_id: int) -> Membership:
    rows = Membership.objects.select_for_update(of=("self",)).filter(voided_at__isnull=True)
    return KEEP_POOL.one(actor, rows, pk=membership_id)


def _require(
    membership: Membership,
    state: MembershipState,
    reason: str,
    *,
    on: date,
    today: date,
    cause: SuspendCause = SuspendCause.NONE,
) -> None:
    facts = queries.change_facts(membership=membership, state=state, cause=cause)
    reasons = list(rules.flaws_of_change(facts, on=on, today=today))
    if not reasons and rules.is_for_a_review(old=membership.state, new=state):
        reasons.append(_("入库须经会商：请列入一次会商，由会商提出、审批"))
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
    cause: SuspendCause = SuspendCause.NONE,
) -> Membership:
    """调整状态, one step at a time. Whoever becomes a member is in the reserve from that day."""
    membership = _kept(actor, membership_id)
    _require(membership, state, reason, on=on, today=today, cause=cause)
    move(actor=actor, membership=membership, state=state, on=on, reason=reason, cause=cause)
    return membership


def move(
    *,
    actor: Actor,
    membership: Membership,
    state: MembershipState,
    on: date,
    reason: str,
    cause: SuspendCause = SuspendCause.NONE,
    item: ReviewItem | None = None,
) -> None:
    """One step of a membership that is locked and was judged: the row, its history, the ledger."""
    old = MembershipState(membership.state).label
    if membership.state == MembershipState.DELIBERATED and state == MembershipState.MEMBER:
        membership.entered_on = on
    membership.state = state
    if state in IN_POOL:
        _look_ahead(membership, on=on)
    membership.version += 1
    membership.save(
        update_fields=[
            "state", "entered_on", "next_review_on", "next_action", "next_action_on", "version",
        ]
    )  # fmt: skip
    _step(actor, membership, state, on, reason.strip(), cause, item)
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
    """出库 with a reason; a candidate who was appointed has been used, everybody else has left."""
    membership = _kept(actor, membership_id)
    used = exit_reason == ExitReason.APPOINTED
    state = MembershipState.USED if used else MembershipState.LEFT
    _require(membership, state, reason, on=on, today=today)
    end(
        actor=actor,
        membership=membership,
        state=state,
        exit_reason=exit_reason,
        on=on,
        reason=reason,
    )
    return membership


def end(
    *,
    actor: Actor,
    membership: Membership,
    state: MembershipState,
    exit_reason: ExitReason,
    on: date,
    reason: str,
    item: ReviewItem | None = None,
) -> None:
    """The last step of a membership that is locked and was judged."""
    membership.state, membership.left_on, membership.exit_reason = state, on, exit_reason
    membership.next_review_on = membership.next_action_on = None
    membership.next_action = ""
    membership.version += 1
    membership.save(
        update_fields=[
            "state", "left_on", "exit_reason", "next_review_on", "next_action", "next_action_on",
            "version",
        ]
    )  # fmt: skip
    _step(actor, membership, state, on, reason.strip(), item=item)
    settle_due(actor=actor, membership=membership)
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


@transaction.atomic
def plan(
    *,
    actor: Actor,
    membership_id: int,
    action: NextAction,
    action_on: date,
    review_on: date,
    reason: str,
    today: date,
) -> Membership:
    """安排下一步: what is done next about a member and until when, and when one looks again."""
    membership = _kept(actor, membership_id)
    reasons = []
    if membership.state not in IN_POOL:
        reasons.append(_("只有在库成员才安排下一步"))
    if action_on < today or review_on < today:
        reasons.append(_("行动期限、下次研判日期不得早于今天"))
    if reasons:
        raise Refused(reasons)
    membership.next_action, membership.next_action_on = action, action_on
    membership.next_review_on = review_on
    membership.version += 1
    membership.save(update_fields=["next_action", "next_action_on", "next_review_on", "version"])
    settle_due(actor=actor, membership=membership)
    record(
        actor=actor,
        deed=MEMBER_PLANNED,
        subject=membership,
        detail={
            "person": str(membership.person),
            "action": action.label,
            "day": f"{action_on:%Y.%m.%d}",
        },
        reason=reason.strip(),
    )
    return membership


@transaction.atomic
def set_tier(*, actor: Actor, membership_id: int, on: date, reason: str) -> Membership:
    """转层次: into the tier the rule gives on the day, for instance after a promotion."""
    membership = _kept(actor, membership_id)
    tier = queries.tier_by_rule(person=membership.person, on=on)
    reasons = []
    if membership.left_on is not None:
        reasons.append(_("该成员已经出库，再次入库请另行登记"))
    if tier == membership.tier:
        reasons.append(_("按规则当日仍属现在的层次"))
    if reasons:
        raise Refused(reasons)
    old = Tier(membership.tier).label
    membership.tier = tier
    membership.version += 1
    membership.save(update_fields=["tier", "version"])
    record(
        actor=actor,
        deed=TIER_CHANGED,
        subject=membership,
        detail={
            "person": str(membership.person),
            "old": old,
            "new": tier.label,
        },
        reason=reason.strip(),
    )
    return membership
