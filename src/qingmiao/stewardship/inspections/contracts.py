"""Facts of an inspection as its rules are told them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFacts:
    inspectors: tuple[str, ...]
    checked_on: date
    has_been_held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFacts:
    checked_on: date
    has_been_held: bool
    rectify_by: date | None
    verified_on: date | None
