"""Talk over the demo reserve: one review that is closed with its minutes, one in preparation.

Unlike the rows of the book these are held through the reserve's own services, because a review freezes
what is really there. None of them brings anybody in or out, so the figures stay what they were.
"""

from datetime import date, datetime, timedelta

from qingmiao.access.enums import Role
from qingmiao.access.models import Account
from qingmiao.access.queries import actor_for
from qingmiao.kernel.actor import Actor
from qingmiao.pool.contracts import Wanted
from qingmiao.pool.enums import Duty, MembershipState, NextAction
from qingmiao.pool.models import Membership, Review, ReviewTask
from qingmiao.pool.services import item as items
from qingmiao.pool.services import review as reviews
from qingmiao.registers.enums import Source

PEOPLE = (
    (Role.DEPARTMENT_LEADER, Duty.CHAIR),
    (Role.OFFICER, Duty.RECORDER),
    (Role.DISTRICT_LEADER, Duty.MEMBER),
)
SAT, DECIDED, DONE = timedelta(days=21), timedelta(days=20), timedelta(days=6)


def hold_reviews(*, day: date, at: datetime) -> None:
    """With too few members there is nothing to talk about, and nothing is invented."""
    accounts = {role: Account.objects.get(username=role.value) for role, _duty in PEOPLE}
    officer = actor_for(account=accounts[Role.OFFICER], on=day, door="command")
    leader = actor_for(account=accounts[Role.DEPARTMENT_LEADER], on=day, door="command")
    settled = list(
        Membership.objects.filter(state=MembershipState.MEMBER, entered_on__lt=day - SAT * 3)
        .exclude(states__begins__gte=day - SAT)
        .order_by("pk")[:4]
    )
    proposed = list(Membership.objects.filter(state=MembershipState.PROPOSED).order_by("pk")[:3])
    if not settled or not proposed:
        return
    _closed(officer, leader, accounts, settled, day=day, at=at)
    coming = _prepared(
        officer, accounts, "下季度入库人选会商", day + timedelta(days=7), "研究拟入库人选"
    )
    for member in proposed:
        items.add_item(actor=officer, review_id=coming.pk, membership_id=member.pk)


def _prepared(
    officer: Actor, accounts: dict[Role, Account], title: str, held_on: date, agenda: str
) -> Review:
    review = Review.objects.create(
        title=title,
        held_on=held_on,
        place="部机关三楼会议室",
        agenda=agenda,
        entered_by=officer.name,
        source=Source.DEMO,
    )
    for role, duty in PEOPLE:
        reviews.invite(actor=officer, review_id=review.pk, account_id=accounts[role].pk, duty=duty)
    return review


def _closed(
    officer: Actor,
    leader: Actor,
    accounts: dict[Role, Account],
    members: list[Membership],
    *,
    day: date,
    at: datetime,
) -> None:
    sat = day - SAT
    review = _prepared(officer, accounts, "本季度储备库研判会商", sat, "研判在库成员")
    agenda = [
        items.add_item(actor=officer, review_id=review.pk, membership_id=member.pk)
        for member in members
    ]
    reviews.freeze_review(actor=officer, review_id=review.pk, on=sat, at=at - SAT)
    present = list(review.participants.values_list("pk", flat=True))
    reviews.begin_sitting(actor=officer, review_id=review.pk, present=present)
    first, *others = agenda
    items.propose(
        actor=officer,
        item_id=first.pk,
        wanted=Wanted(
            after=MembershipState.TRACKED,
            reason_code="frontline",
            reason="在项目一线接住了急难任务，多方说法一致",
            action=NextAction.POSTING,
            action_owner="干部科",
            action_on=day + timedelta(days=30),
        ),
    )
    for one in others[:-1]:
        items.propose(
            actor=officer,
            item_id=one.pk,
            wanted=Wanted(
                after=MembershipState.MEMBER,
                reason_code="growth",
                reason="历练见效，继续在库培养",
                action=NextAction.VISIT,
                action_owner="片区组长",
                action_on=day + timedelta(days=14),
            ),
        )
    if others:
        items.hold_item(actor=officer, item_id=others[-1].pk, reason="等接收单位的中期评价")
    reviews.submit_proposals(actor=officer, review_id=review.pk, on=sat)
    reviews.decide(actor=leader, review_id=review.pk, returned={}, on=day - DECIDED)
    for task in ReviewTask.objects.filter(item__review=review).order_by("pk"):
        reviews.finish_task(
            actor=officer,
            review_id=review.pk,
            task_id=task.pk,
            on=day - DONE,
            outcome="已落实，材料已归档",
        )
    reviews.close_review(actor=officer, review_id=review.pk, on=day - DONE)
