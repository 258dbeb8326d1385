"""Facts of the reserve as rules, pages and other rooms receive them."""

from dataclasses import dataclass
from datetime import date

from qingmiao.pool.enums import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolFacts:
    """A person on the day of entry, and the tier that is asked for."""

    tier: str
    birth: date
    level: str
    rank: str
    entered_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipFacts:
    """``state_before`` is the state as it stood until now; empty for a new membership."""

    state: str
    state_before: str
    entered_on: date
    left_on: date | None
    days_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFacts:
    """A step that is asked for: from where, whether the member was ever tracked, the newest day so far."""

    old: str
    new: str
    last_on: date
    was_tracked: bool = False
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """By which channel somebody came to notice, told by the room that noticed."""

    channel: Channel
    happened_on: date
    text: str
    origin_kind: str = ""
    origin_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One state of a membership as its page tells it."""

    state: str
    begins: date
    reason: str
    decided_by: str
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingCounts:
    """How many are in each tier, on the way in, and due for review."""

    upper: int
    lower: int
    on_the_way: int
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """Where a review stands, told to the rules."""

    state: str
    held_on: date
    has_items: bool
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFacts:
    """A proposal as somebody wants to make it."""

    before: str
    after: str
    was_tracked: bool
    held_on: date
    cause: str = ""
    exit_reason: str = ""
    action: str = ""
    action_on: date | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody proposes for an item: the outcome, the reason, and what is to be done after it."""

    after: str
    reason_code: str
    reason: str
    cause: str = ""
    exit_reason: str = ""
    action: str = ""
    action_owner: str = ""
    action_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesItem:
    """One person in the minutes, in sentences."""

    name: str
    post: str
    shown: str
    held: str = ""
    recused: tuple[str, ...] = ()
    proposal: str = ""
    decision: str = ""
    task: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesTold:
    """A review as its minutes tell it to one reader."""

    title: str
    held_on: date
    frozen_on: date
    place: str
    digest: str
    chair: tuple[str, ...]
    present: tuple[str, ...]
    absent: tuple[str, ...]
    recorder: tuple[str, ...]
    items: tuple[MinutesItem, ...]
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCell:
    """How many members of a tier stand in a state."""

    tier: str
    state: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleFacts:
    """The claim a rating cites."""

    person_id: int
    dimension: str
    is_retracted: bool
    happened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardFacts:
    """What saved criteria ask beside what is always asked."""

    asked: tuple[str, ...]
    ages: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWish:
    """An entry that was suggested and is taken up: by which channel, why, and to which review."""

    notice: Notice
    reason: str
    review_id: int | None = None
