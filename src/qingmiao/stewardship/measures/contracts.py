"""Facts of a benefit as its rules are told them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitFacts:
    granted_on: date
    measure_begins: date
    measure_ends: date | None
    """The first day on which the measure no longer applies."""
