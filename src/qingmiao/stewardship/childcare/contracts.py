"""Facts of childcare as its rules are told them. No child is named in them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentFacts:
    applied_on: date
    session_ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFacts:
    seats: int
    taken: int
