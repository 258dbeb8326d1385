"""Facts of teams, targets, gaps and demands as rules, pages and other rooms receive them."""

from dataclasses import dataclass, field
from datetime import date

from qingmiao.selection.demands.enums import FoundBy

HORIZONS = (0, 12, 24, 36)
"""The as-of day, and how many months ahead a team is forecast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody on a leading team on the as-of day, with what its structure is counted by.

    ``township`` holds the spells worked in townships and subdistricts; one without an end goes on.
    """

    person_id: int
    name: str
    post: str
    sex: str
    birth: date
    face: str
    face_label: str
    party_joined: date | None
    majors: tuple[str, ...]
    township: tuple[tuple[date, date | None], ...]
    post_since: date | None
    retires: date
    gone: date
    delay: int
    term_ends: date | None
    is_last_term: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One item a team is counted by. Without a band it only shows the mix.

    ``least`` and ``most`` are as written: people, or a share of the slots.
    """

    item: str
    age_from: int | None = None
    age_to: int | None = None
    major: str = ""
    words: tuple[str, ...] = ()
    months: int = 0
    is_share: bool = False
    least: int | None = None
    most: int | None = None
    basis: str = ""
    awaits_confirmation: bool = False
    target_id: int | None = None

    @property
    def key(self) -> str:
        """What a finer target replaces: the item with its ages or its major."""
        if self.item == "age":
            return f"age:{self.age_from or ''}-{self.age_to or ''}"
        return f"major:{self.major}" if self.item == "major" else self.item

    @property
    def has_band(self) -> bool:
        return self.least is not None or self.most is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """How the structure is counted on a day: codes, months and years, each from an article."""

    non_party_faces: frozenset[str]
    mix: tuple[Goal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Who fits an item on one day of the forecast, and what is lacking or too much then."""

    months: int
    on: date
    person_ids: tuple[int, ...]
    short: int = 0
    over: int = 0

    @property
    def count(self) -> int:
        return len(self.person_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item of one team: its target band in people, and its tallies today and ahead."""

    goal: Goal
    label: str
    least: int | None
    most: int | None
    tallies: tuple[Tally, ...]
    demand_id: int | None = None

    @property
    def band(self) -> str:
        if self.least is not None and self.most is not None:
            return f"{self.least}–{self.most}"
        if self.least is not None:
            return f"≥{self.least}"
        return "" if self.most is None else f"≤{self.most}"

    @property
    def is_lacking(self) -> bool:
        """Whether people are wanted, today or ahead; a demand can be raised for that."""
        return any(tally.short for tally in self.tallies)

    def at(self, months: int) -> Tally:
        return next(tally for tally in self.tallies if tally.months == months)

    def has_gap(self, months: int | None = None) -> bool:
        """Whether anything is lacking or too much, on one day of the forecast or on any."""
        return any(
            tally.short or tally.over
            for tally in self.tallies
            if months is None or tally.months == months
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """The leading team of one unit on the as-of day."""

    unit_id: int
    unit: str
    kind: str
    kind_label: str
    slots: int
    on: date
    members: tuple[Member, ...] = ()
    remaining: tuple[Tally, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def gaps(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.has_gap())


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One line of the gap list: a team and an item that is off its band on some day."""

    unit_id: int
    unit: str
    kind: str
    kind_label: str
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSums:
    """The gap list in numbers. ``short`` adds up lines: one person may fill several of them."""

    teams: int
    lines: int
    raised: int
    short: dict[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which gaps are asked for; nothing chosen is everything. ``at`` are days of the forecast.

    ``is_renewed``: whoever may serve a further term is taken to stay when a term ends.
    """

    on: date
    at: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()
    words: str = ""
    is_renewed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GapList:
    """The gap list as filtered, and for each filter how many lines each choice would show."""

    gaps: tuple[Gap, ...]
    sums: GapSums
    choices: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """Somebody on a team as the page of the team lists them."""

    person_id: int
    name: str
    post: str
    age: int
    sex: str
    party: str
    majors: str
    township_months: int
    retires: date
    delay: int
    is_past_age: bool
    term_ends: date | None
    is_last_term: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandDraft:
    """What an officer fills in to raise a demand."""

    title: str
    owner_id: int
    wanted: int
    criteria: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """Somebody a record of another room found for a demand."""

    person_id: int
    found_by: FoundBy
    found_on: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a demand has found so far, as this reader may know it; people are counted once each."""

    people: int = 0
    by: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandCard:
    """A demand as the rooms that cite it name it."""

    id: int
    title: str
    unit: str
    due_on: date
    wanted: int
