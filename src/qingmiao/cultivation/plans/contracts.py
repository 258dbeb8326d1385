"""What is compared: a level a post asks, claims others made and checked, and what is missing."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFacts:
    """One piece of evidence as the rule sees it."""

    kind: str
    happened_on: date
    is_for: bool
    is_against: bool
    is_by_oneself: bool
    verified_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidenced:
    """The level that evidence carries: how many independent kinds count, and whether any speaks against."""

    level: int
    kinds: int
    counted: int
    left_out: int
    against: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """One competence of the target post: asked for, evidenced, missing."""

    competence_id: int
    name: str
    anchor: str
    required: int
    evidenced: Evidenced
    gap: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A class or a front that works on a gap, and why. Nothing is ranked, nobody is scored."""

    kind: str
    title: str
    reason: str
    url: str
