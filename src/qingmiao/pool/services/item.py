"""One member on the table of a review: put there, stepped back from, held aside, proposed."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import Deed
from qingmiao.ledger.services import record
from qingmiao.pool.contracts import Wanted
from qingmiao.pool.deeds import (
    REVIEW_HELD,
    REVIEW_ITEM_ADDED,
    REVIEW_ITEM_DROPPED,
    REVIEW_PROPOSED,
    REVIEW_RECUSED,
)
from qingmiao.pool.enums import MembershipState, ReviewState
from qingmiao.pool.models import Review, ReviewItem, ReviewProposal, ReviewRecusal
from qingmiao.pool.permissions import KEEP_REVIEW_ITEMS, VIEW_REVIEW_ITEMS, VIEW_REVIEWS
from qingmiao.pool.queries import review as queries
from qingmiao.pool.rules import review as rules
from qingmiao.pool.services.review import locked, require


def _locked_item(actor: Actor, item_id: int) -> ReviewItem:
    rows = ReviewItem.objects.select_related("review", "membership__person")
    item = KEEP_REVIEW_ITEMS.one(actor, rows, pk=item_id)
    item.review = locked(actor, item.review_id)
    return item


@transaction.atomic
def add_item(*, actor: Actor, review_id: int, membership_id: int) -> ReviewItem:
    """列入会商 a member or somebody on the way in; nobody twice in one review, nobody in two open ones."""
    review = locked(actor, review_id)
    require(review, ReviewState.PREPARING)
    offered = queries.offered_memberships(actor=actor, review=review)
    membership = offered.select_for_update(of=("self",)).filter(pk=membership_id).first()
    if membership is None:
        raise Refused(_("没有可列入的成员，或已在名单中"))
    elsewhere = ReviewItem.objects.filter(
        membership=membership, review__voided_at__isnull=True, decision__isnull=True, held_reason=""
    ).exclude(review__state=ReviewState.CLOSED)
    if elsewhere.exists():
        raise Refused(_("该成员正在另一次会商中"))
    try:
        with transaction.atomic():
            item = ReviewItem.objects.create(
                review=review, membership=membership, added_by=actor.name
            )
    except IntegrityError as no:
        raise Refused(_("没有可列入的成员，或已在名单中")) from no
    _told(actor, REVIEW_ITEM_ADDED, item)
    return item


def _told(actor: Actor, deed: Deed, item: ReviewItem) -> None:
    """Written to the item, not to the review, whose story is also read by those who stepped back."""
    detail = {"person": str(item.membership.person), "review": item.review.title}
    record(actor=actor, deed=deed, subject=item, detail=detail)


@transaction.atomic
def drop_item(*, actor: Actor, item_id: int) -> Review:
    item = _locked_item(actor, item_id)
    require(item.review, ReviewState.PREPARING)
    _told(actor, REVIEW_ITEM_DROPPED, item)
    review = item.review
    item.delete()
    return review


@transaction.atomic
def step_back(*, actor: Actor, item_id: int, reason: str) -> ReviewRecusal:
    """申明回避. From then on the item is nowhere for whoever stepped back; their own word suffices."""
    item = VIEW_REVIEW_ITEMS.one(actor, ReviewItem.objects.select_related("review"), pk=item_id)
    review = Review.objects.select_for_update(of=("self",)).get(pk=item.review_id)
    VIEW_REVIEWS.one(actor, Review.objects.all(), pk=review.pk)
    participant = queries.participant_of(actor=actor, review=review)
    if participant is None:
        raise Refused(_("只有会商人员申明回避"))
    if review.state in {ReviewState.APPROVED, ReviewState.CLOSED} or hasattr(item, "decision"):
        raise Refused(_("该事项已经审批，不再申明回避"))
    recusal = ReviewRecusal.objects.create(
        item=item, participant=participant, reason=reason.strip(), declared_by=actor.name
    )
    record(
        actor=actor,
        deed=REVIEW_RECUSED,
        subject=item,
        detail={"name": str(participant), "reason": reason.strip()},
    )
    return recusal


@transaction.atomic
def hold_item(*, actor: Actor, item_id: int, reason: str) -> ReviewItem:
    """暂缓研究: into the holding area, until the sitting takes it up again or another review does."""
    item = _locked_item(actor, item_id)
    require(item.review, ReviewState.SITTING)
    if not reason.strip():
        raise Refused(_("请写明暂缓理由"))
    item.held_reason = reason.strip()
    item.save(update_fields=["held_reason"])
    record(
        actor=actor,
        deed=REVIEW_HELD,
        subject=item,
        detail={"person": str(item.membership.person), "reason": item.held_reason},
    )
    return item


@transaction.atomic
def propose(*, actor: Actor, item_id: int, wanted: Wanted) -> ReviewProposal:
    """提出建议 with its reason; a later one replaces it and the earlier one stays readable."""
    item = _locked_item(actor, item_id)
    reasons = list(
        rules.flaws_of_state(queries.review_facts(review=item.review), wanted=ReviewState.SITTING)
    )
    reasons += rules.flaws_of_proposal(queries.proposal_facts(item=item, wanted=wanted))
    if not wanted.reason.strip():
        reasons.append(_("请写明理由"))
    if reasons:
        raise Refused(reasons)
    proposal = ReviewProposal.objects.create(
        item=item,
        before=item.membership.state,
        after=wanted.after,
        cause=wanted.cause,
        exit_reason=wanted.exit_reason,
        reason_code=wanted.reason_code,
        reason=wanted.reason.strip(),
        action=wanted.action,
        action_owner=wanted.action_owner,
        action_on=wanted.action_on,
        proposed_by=actor.name,
        proposed_by_id=actor.account_id,
    )
    if item.held_reason:
        item.held_reason = ""
        item.save(update_fields=["held_reason"])
    record(
        actor=actor,
        deed=REVIEW_PROPOSED,
        subject=item,
        detail={
            "person": str(item.membership.person),
            "before": MembershipState(proposal.before).label,
            "after": MembershipState(proposal.after).label,
        },
        reason=proposal.reason,
    )
    return proposal
