"""Facts of a nomination as its rules receive them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """``closed_before`` is the closing day as it stood until now; ``None`` for a new notice."""

    opens_on: date
    closes_on: date
    closed_before: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationFacts:
    event: EventFacts
    event_state: str
    submitted_on: date
    route: str
    unit_opinion: str
    state: str
    decision: str
    decision_note: str
