"""Facts of units, posts and code lists as rules, services and pages receive them."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWords:
    """What a unit is called, what it is, and where it stands."""

    name: str
    short_name: str
    kind: str
    parent_id: int | None
    sort_no: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostWords:
    """What a slot is; the title is its name within the unit and never changes."""

    level: str
    is_leading_team: bool
    principal: str
    headcount: int
    sort_no: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A unit in the tree of a day with what hangs below it, gathered by kind."""

    unit_id: int
    name: str
    kind: str
    begins: date
    slots: int
    limbs: list["Limb"] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limb:
    """Units of one kind under one unit."""

    kind: str
    branches: list[Branch]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One edition of a unit: how it was called and where it stood, from when to when."""

    name: str
    kind: str
    parent: str
    begins: date
    ends: date | None
    basis: str
