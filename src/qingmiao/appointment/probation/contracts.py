"""Facts of a trial as its rules are told them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialFacts:
    begins: date
    planned_end: date
    assessed_on: date | None
    is_confirmed: bool
    is_running: bool
    is_appointed: bool
    appointed_on: date
