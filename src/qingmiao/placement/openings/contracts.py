"""What the rules of matching are told of people and openings, and what they answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qingmiao.placement.openings.enums import Merit, Obstacle
from qingmiao.registers.contracts import Engagement


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateFacts:
    """A person as a round sees them. ``kin_at`` are units, with all above them, where kin work."""

    id: int
    name: str
    unit_id: int | None
    unit: str
    age: int
    tier: str = ""
    is_serving: bool = True
    is_gate_shut: bool = False
    months: Mapping[str, int] = field(default_factory=dict)
    strengths: frozenset[str] = frozenset()
    kin_at: frozenset[int] = frozenset()
    engagements: tuple[Engagement, ...] = ()
    wishes: tuple[int, ...] = ()
    limit: str = ""
    sent_from_unit: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningFacts:
    id: int
    title: str
    host_id: int
    begins: date
    ends: date
    places: int = 1
    is_full_time: bool = True
    is_away: bool = False
    tier: str = ""
    age_most: int | None = None
    experience: str = ""
    experience_months: int = 0
    competence: str = ""
    develops: str = ""
    priority: str = "2"
    unit_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """One reason why a pair is impossible; ``told`` names what is missing or in the way."""

    kind: Obstacle
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What a merit gives to a pair: a share from -1 to 1, times the weight of the round."""

    kind: Merit
    share: float
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """One opening as it looks to one person: what is in the way, and what speaks for it."""

    opening_id: int
    hindrances: tuple[Hindrance, ...]
    credits: tuple[Credit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningMove:
    state: str
    is_past: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundMove:
    """A round about to take a step, as the rules see it."""

    state: str
    is_solved: bool = False
    is_stale: bool = False
    is_mine: bool = False
    is_about_me: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """One person of an answer, ready to show."""

    person_id: int
    name: str
    unit: str
    opening_id: int | None
    opening: str
    because: str
    credits: tuple[Mapping[str, Any], ...]
    hindrances: tuple[Mapping[str, Any], ...]
    nearest: str | None
    posting_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictLine:
    told: str
