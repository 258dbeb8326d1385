"""Facts of a vacancy as its rules are told them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyFacts:
    arises_on: date
    filled_on: date | None
    is_of_the_posts_unit: bool | None
    """``None`` where no slot is named."""
    post_begins: date | None
    post_ends: date | None
