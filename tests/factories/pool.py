"""Reviews of the reserve with the people around them; each says only what its test is about."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from qingmiao.access.enums import Role
from qingmiao.kernel.actor import Actor
from qingmiao.pool.contracts import Notice, Wanted
from qingmiao.pool.enums import Channel, Duty
from qingmiao.pool.models import Membership, Review, ReviewItem
from qingmiao.pool.services import item as items
from qingmiao.pool.services import review as reviews
from qingmiao.pool.services.membership import admit
from tests.factories.house import TODAY, acting, holder, officer, person, unit

NUMBERS = count(1)
AT = datetime(2026, 6, 30, 2, tzinfo=UTC)
SEEN = Notice(channel=Channel.VISIT, happened_on=date(2026, 3, 10), text="走访发现")


def proposed(who: Any = None, **changes: Any) -> Membership:
    """拟入库 through its own service."""
    return admit(
        **{
            "actor": officer(),
            "person_id": (who or person(where=unit())).pk,
            "on": date(2026, 6, 1),
            "notices": [SEEN],
            "reason": "多渠道印证",
            **changes,
        }
    )


class Hall:
    """A review with a chair, a recorder and a member, each with an account of their own."""

    def __init__(self, *members: Membership, own: Any = None) -> None:
        self.keeper = acting(holder(Role.OFFICER))
        self.leader_account = holder(Role.DEPARTMENT_LEADER)
        self.leader = acting(self.leader_account)
        self.recorder_account = holder(Role.OFFICER, who=own)
        self.recorder = acting(self.recorder_account)
        self.member_account = holder(Role.DISTRICT_LEADER)
        self.member = acting(self.member_account)
        self.review = Review.objects.create(title=f"第{next(NUMBERS)}次会商", held_on=TODAY)
        for account, duty in (
            (self.leader_account, Duty.CHAIR),
            (self.recorder_account, Duty.RECORDER),
            (self.member_account, Duty.MEMBER),
        ):
            reviews.invite(
                actor=self.keeper, review_id=self.review.pk, account_id=account.pk, duty=duty
            )
        self.items = [self.put(member) for member in members]

    def put(self, member: Membership) -> ReviewItem:
        return items.add_item(actor=self.keeper, review_id=self.review.pk, membership_id=member.pk)

    def freeze(self) -> "Hall":
        reviews.freeze_review(actor=self.keeper, review_id=self.review.pk, on=TODAY, at=AT)
        return self

    def sit(self) -> "Hall":
        present = list(self.review.participants.values_list("pk", flat=True))
        reviews.begin_sitting(actor=self.keeper, review_id=self.review.pk, present=present)
        return self

    def propose(
        self, item: ReviewItem, after: str = "member", *, by: Actor | None = None, **changes: Any
    ) -> None:
        wanted = {"reason_code": "corroborated", "reason": "三类来源一致", **changes}
        items.propose(
            actor=by or self.keeper, item_id=item.pk, wanted=Wanted(after=after, **wanted)
        )

    def submit(self) -> "Hall":
        reviews.submit_proposals(actor=self.keeper, review_id=self.review.pk, on=TODAY)
        return self

    def decide(self, *, by: Actor | None = None, returned: dict[int, str] | None = None) -> None:
        reviews.decide(
            actor=by or self.leader, review_id=self.review.pk, returned=returned or {}, on=TODAY
        )

    def state(self) -> str:
        self.review.refresh_from_db()
        return str(self.review.state)


def entered(who: Any = None, **changes: Any) -> Membership:
    """A member as a review brings one in: proposed, deliberated, admitted."""
    row = proposed(who, **changes)
    hall = Hall(row).freeze().sit()
    hall.propose(hall.items[0])
    hall.submit().decide()
    row.refresh_from_db()
    return row
