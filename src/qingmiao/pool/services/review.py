"""会商 from preparation to its last task. Every step locks the review first, then its items, then memberships."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingmiao.access.queries import kin_of
from qingmiao.engines.documents.services import write_docx, write_pdf
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import Deed, official
from qingmiao.ledger.services import record
from qingmiao.pool.deeds import (
    REVIEW_CLOSED,
    REVIEW_DECIDED,
    REVIEW_FROZEN,
    REVIEW_INVITED,
    REVIEW_PRINTED,
    REVIEW_SAT,
    REVIEW_SUBMITTED,
    REVIEW_TASK_DONE,
)
from qingmiao.pool.enums import (
    IN_POOL,
    Duty,
    ExitReason,
    MembershipState,
    NextAction,
    Presence,
    ReviewState,
    SuspendCause,
)
from qingmiao.pool.models import (
    Membership,
    Review,
    ReviewDecision,
    ReviewItem,
    ReviewParticipant,
    ReviewProposal,
    ReviewRecusal,
    ReviewSnapshot,
    ReviewTask,
)
from qingmiao.pool.permissions import APPROVE_REVIEWS, KEEP_REVIEWS, VIEW_REVIEWS
from qingmiao.pool.queries import review as queries
from qingmiao.pool.rules import review as rules
from qingmiao.pool.rules.minutes import minutes_document
from qingmiao.pool.services.due import looked_at
from qingmiao.pool.services.membership import end, move

SIGNATURE = "中共区委组织部"  # not interface: who signs the minutes
KIN = "本人或亲属"  # not interface: kept as written
BROUGHT = gettext_lazy("提交会商：%(review)s")
HELD = gettext_lazy("会商暂缓：%(reason)s")
NOT_AGREED = gettext_lazy("会商建议未获同意：%(reason)s")
AGREED, DISAGREED = gettext_lazy("同意"), gettext_lazy("不同意")


def _kept(sentence: Any, **gaps: str) -> str:
    """A reason that is kept in the history, in the language of the record."""
    with official():
        return str(sentence) % gaps


def locked(actor: Actor, review_id: int) -> Review:
    rows = Review.objects.select_for_update(of=("self",)).filter(voided_at__isnull=True)
    return KEEP_REVIEWS.one(actor, rows, pk=review_id)


def require(review: Review, wanted: ReviewState) -> None:
    flaws = list(rules.flaws_of_state(queries.review_facts(review=review), wanted=wanted))
    if flaws:
        raise Refused(flaws)


def note(actor: Actor, deed: Deed, review: Review, **detail: Any) -> None:
    record(actor=actor, deed=deed, subject=review, detail={"review": review.title, **detail})


def _advance(review: Review, state: ReviewState, *fields: str) -> None:
    review.state = state
    review.version += 1
    review.save(update_fields=["state", "version", *fields])


@transaction.atomic
def invite(*, actor: Actor, review_id: int, account_id: int, duty: Duty) -> ReviewParticipant:
    """邀请 a reader of the district; one chair, nobody twice."""
    review = locked(actor, review_id)
    require(review, ReviewState.PREPARING)
    account = queries.offered_accounts(review=review).filter(pk=account_id).first()
    if account is None:
        raise Refused(_("该账号不能参加会商，或已在名单中"))
    try:
        with transaction.atomic():
            participant = ReviewParticipant.objects.create(
                review=review, account=account, duty=duty
            )
    except IntegrityError as no:
        raise Refused(_("主持人只能有一位")) from no
    note(actor, REVIEW_INVITED, review, name=str(account), duty=Duty(duty).label)
    return participant


@transaction.atomic
def refuse_to_void(*, review: Review) -> None:
    """Only what was never shown can be taken back; a frozen review stands."""
    if review.state != ReviewState.PREPARING:
        raise Refused(_("材料已固化的会商不能作废"))


@transaction.atomic
def freeze_review(*, actor: Actor, review_id: int, on: date, at: datetime) -> Review:
    """固化材料: what will be shown is written down once, and every 拟入库 on the table is 会商 from now on.

    Whoever takes part and is the person or kin of the person steps back from the item by that very deed.
    """
    review = locked(actor, review_id)
    flaws = list(rules.flaws_of_freezing(queries.review_facts(review=review), on=on))
    if flaws:
        raise Refused(flaws)
    items = list(review.items.order_by("pk"))
    members = _locked_members(items)
    digests = []
    for item in items:
        membership = members[item.membership_id]
        content = queries.content_of(membership=membership, on=on)
        digest = rules.digest_of(content)
        ReviewSnapshot.objects.create(item=item, content=content, digest=digest)
        digests.append(digest)
        if membership.state == MembershipState.PROPOSED:
            move(
                actor=actor,
                membership=membership,
                state=MembershipState.DELIBERATED,
                on=on,
                reason=_kept(BROUGHT, review=review.title),
                item=item,
            )
    _recuse_kin(actor, review, items)
    review.frozen_at, review.frozen_on = at, on
    review.digest = rules.digest_of(digests)
    _advance(review, ReviewState.FROZEN, "frozen_at", "frozen_on", "digest")
    note(actor, REVIEW_FROZEN, review, digest=review.digest[:16])
    return review


def _locked_members(items: Collection[ReviewItem]) -> dict[int, Membership]:
    wanted = sorted(item.membership_id for item in items)
    rows = Membership.objects.select_for_update(of=("self",)).select_related("person__unit")
    return {row.pk: row for row in rows.filter(pk__in=wanted).order_by("pk")}


def _recuse_kin(actor: Actor, review: Review, items: Collection[ReviewItem]) -> None:
    people = {item.pk: item.membership.person_id for item in items}
    for participant in review.participants.select_related("account"):
        own = participant.account.person_id
        hidden = set() if own is None else {own, *kin_of(person_id=own)}
        for item in items:
            if people[item.pk] in hidden:
                ReviewRecusal.objects.create(
                    item=item,
                    participant=participant,
                    reason=KIN,
                    declared_by=actor.name,
                )


@transaction.atomic
def begin_sitting(*, actor: Actor, review_id: int, present: Collection[int]) -> Review:
    """开始会商 with those who came; without the chair or with too few it does not begin."""
    review = locked(actor, review_id)
    reasons = list(
        rules.flaws_of_state(queries.review_facts(review=review), wanted=ReviewState.FROZEN)
    )
    people = list(review.participants.select_related("account"))
    here = [person for person in people if person.pk in present]
    if not any(person.duty == Duty.CHAIR for person in here):
        reasons.append(_("主持人未到会"))
    if len(here) < rules.FEWEST:
        reasons.append(_("到会不足 %(count)d 人") % {"count": rules.FEWEST})
    if reasons:
        raise Refused(reasons)
    for person in people:
        person.presence = Presence.PRESENT if person in here else Presence.ABSENT
        person.save(update_fields=["presence"])
    _advance(review, ReviewState.SITTING)
    note(actor, REVIEW_SAT, review, present="、".join(str(person) for person in here))
    return review


@transaction.atomic
def submit_proposals(*, actor: Actor, review_id: int, on: date) -> Review:
    """结束会商: every item has a proposal or is held aside; what is held goes back to 拟入库."""
    review = locked(actor, review_id)
    require(review, ReviewState.SITTING)
    items = list(review.items.order_by("pk"))
    open_items = [item for item in items if not item.held_reason]
    if any(not item.proposals.exists() for item in open_items):
        raise Refused(_("还有事项既没有建议、也没有暂缓，不能结束会商"))
    if not open_items:
        raise Refused(_("全部事项都已暂缓，没有建议可报"))
    members = _locked_members(items)
    for item in items:
        membership = members[item.membership_id]
        if item.held_reason and membership.state == MembershipState.DELIBERATED:
            move(
                actor=actor,
                membership=membership,
                state=MembershipState.PROPOSED,
                on=on,
                reason=_kept(HELD, reason=item.held_reason),
                item=item,
            )
    _advance(review, ReviewState.PROPOSED)
    note(actor, REVIEW_SUBMITTED, review)
    return review


@transaction.atomic
def decide(
    *, actor: Actor, review_id: int, returned: Mapping[int, str], on: date
) -> list[ReviewDecision]:
    """审批 of every proposal the actor may see: agreed, but for those returned with a reason.

    Nobody approves what they proposed themselves, here and in the database. What an approver stepped
    back from waits for another one. With the last decision the review goes into execution.
    """
    rows = Review.objects.select_for_update(of=("self",)).filter(voided_at__isnull=True)
    review = APPROVE_REVIEWS.one(actor, rows, pk=review_id)
    require(review, ReviewState.PROPOSED)
    items = [
        item
        for item in queries.items_of(actor=actor, review=review).order_by("pk")
        if not item.held_reason and not hasattr(item, "decision")
    ]
    newest = {item.pk: item.proposals.order_by("-pk").first() for item in items}
    reasons = []
    if not items:
        reasons.append(_("没有待您审批的建议"))
    if any(one and one.proposed_by_id == actor.account_id for one in newest.values()):
        reasons.append(_("建议人不能审批自己的建议"))
    if any(not reason.strip() for reason in returned.values()):
        reasons.append(_("不同意的须写明理由"))
    if reasons:
        raise Refused(reasons)
    members = _locked_members(items)
    made = [
        _decided(actor, item, newest[item.pk], members[item.membership_id], returned, on)
        for item in items
    ]
    waiting = ReviewItem.objects.filter(review=review, held_reason="", decision__isnull=True)
    if not waiting.exists():
        _advance(review, ReviewState.APPROVED)
    return made


def _decided(
    actor: Actor,
    item: ReviewItem,
    proposal: ReviewProposal | None,
    membership: Membership,
    returned: Mapping[int, str],
    on: date,
) -> ReviewDecision:
    if proposal is None:
        raise Refused(_("还有事项既没有建议、也没有暂缓，不能结束会商"))
    reason = returned.get(item.pk, "").strip()
    decision = ReviewDecision.objects.create(
        item=item,
        proposal=proposal,
        is_approved=item.pk not in returned,
        reason=reason,
        proposed_by_id=proposal.proposed_by_id,
        decided_by=actor.name,
        decided_by_id=actor.account_id,
        decided_on=on,
    )
    if membership.state != proposal.before:
        raise Refused(
            _("%(person)s 的状态在会商之后已变，请不同意该项，另行会商")
            % {"person": membership.person}
        )
    if decision.is_approved:
        _carried_out(actor, item, proposal, membership, on)
    elif membership.state == MembershipState.DELIBERATED:
        why = _kept(NOT_AGREED, reason=reason)
        move(
            actor=actor, membership=membership, state=MembershipState.PROPOSED, on=on, reason=why,
            item=item,
        )  # fmt: skip
    record(
        actor=actor,
        deed=REVIEW_DECIDED,
        subject=item,
        detail={
            "person": str(membership.person),
            "verdict": AGREED if decision.is_approved else DISAGREED,
        },
        reason=reason,
    )
    return decision


def _carried_out(
    actor: Actor, item: ReviewItem, proposal: ReviewProposal, membership: Membership, on: date
) -> None:
    """The step that was approved, and the task that goes with it."""
    with official():
        reason = f"{proposal.get_reason_code_display()}：{proposal.reason}"
    if proposal.after == MembershipState.LEFT:
        end(
            actor=actor,
            membership=membership,
            state=MembershipState.LEFT,
            exit_reason=ExitReason(proposal.exit_reason),
            on=on,
            reason=reason,
            item=item,
        )
    elif proposal.after != membership.state:
        move(
            actor=actor,
            membership=membership,
            state=MembershipState(proposal.after),
            on=on,
            reason=reason,
            cause=SuspendCause(proposal.cause),
            item=item,
        )
    if membership.state in IN_POOL:
        looked_at(actor=actor, membership=membership, on=on)
    if proposal.action and proposal.action_on:
        ReviewTask.objects.create(
            item=item,
            action=NextAction(proposal.action),
            owner=proposal.action_owner,
            due_on=proposal.action_on,
        )


@transaction.atomic
def finish_task(
    *, actor: Actor, review_id: int, task_id: int, on: date, outcome: str
) -> ReviewTask:
    review = locked(actor, review_id)
    require(review, ReviewState.APPROVED)
    seen = queries.tasks_of(actor=actor, review=review)
    task = seen.filter(pk=task_id).first()
    if task is None or task.done_on is not None:
        raise Refused(_("没有这项待办任务"))
    task.done_on, task.outcome = on, outcome.strip()
    task.save(update_fields=["done_on", "outcome"])
    record(
        actor=actor,
        deed=REVIEW_TASK_DONE,
        subject=task.item,
        detail={
            "person": str(task.item.membership.person),
            "action": NextAction(task.action).label,
            "outcome": task.outcome,
        },
    )
    return task


@transaction.atomic
def close_review(*, actor: Actor, review_id: int, on: date) -> Review:
    review = locked(actor, review_id)
    require(review, ReviewState.APPROVED)
    if ReviewTask.objects.filter(item__review=review, done_on__isnull=True).exists():
        raise Refused(_("还有任务没有完成"))
    review.closed_on = on
    _advance(review, ReviewState.CLOSED, "closed_on")
    note(actor, REVIEW_CLOSED, review)
    return review


@transaction.atomic
def write_minutes(*, actor: Actor, review_id: int, form: str) -> bytes:
    """会商纪要 as Word or PDF, as far as this reader may read it; that it was taken out is a deed."""
    review = VIEW_REVIEWS.one(actor, Review.objects.all(), pk=review_id)
    if review.state in {ReviewState.PREPARING, ReviewState.FROZEN, ReviewState.SITTING}:
        raise Refused(_("会商结束之后才有纪要"))
    document = minutes_document(queries.minutes_of(actor=actor, review=review, signature=SIGNATURE))
    note(actor, REVIEW_PRINTED, review, form=form)
    return write_pdf(document) if form == "pdf" else write_docx(document)
