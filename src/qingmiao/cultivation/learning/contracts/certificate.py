from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qingmiao.rulebook.engine import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishFacts:
    """What one participant had of a class: hours given so far, and hours not attended."""

    is_over: bool
    given: Decimal
    missed: Decimal
    undone: tuple[str, ...] = ()
    """Titles of required assignments and tests that are not passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graduate:
    """结业资格: one participant of a class, whether a certificate may be issued, and which there is."""

    person_id: int
    name: str
    unit: str
    hours: Decimal
    assessment: Assessment
    certificate_id: int | None
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What stands on a certificate."""

    number: str
    holder: str
    programme_title: str
    class_title: str
    organizer: str
    begins: date
    ends: date
    hours: Decimal
    issued_on: date
