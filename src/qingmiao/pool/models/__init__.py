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
from qingmiao.pool.models.standard import Standard, SuggestionVerdict
from qingmiao.pool.models.upkeep import GridReader, Rating, WatchWeek

__all__ = [
    "GridReader",
    "Membership",
    "MembershipSource",
    "Rating",
    "Review",
    "ReviewDecision",
    "ReviewItem",
    "ReviewParticipant",
    "ReviewProposal",
    "ReviewRecusal",
    "ReviewSnapshot",
    "ReviewTask",
    "Standard",
    "StateChange",
    "SuggestionVerdict",
    "WatchWeek",
]
