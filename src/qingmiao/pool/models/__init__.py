"""The reserve's tables."""

from qingmiao.pool.models.membership import Membership, MembershipSource, StateChange
from qingmiao.pool.models.review import (
    Review,
    ReviewDecision,
    ReviewItem,
    ReviewParticipant,
    ReviewProposal,
    ReviewRecusal,
    ReviewSnapshot,
    ReviewTask,
)

__all__ = [
    "Membership",
    "MembershipSource",
    "Review",
    "ReviewDecision",
    "ReviewItem",
    "ReviewParticipant",
    "ReviewProposal",
    "ReviewRecusal",
    "ReviewSnapshot",
    "ReviewTask",
    "StateChange",
]
