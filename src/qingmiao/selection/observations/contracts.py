"""Facts of an observation as its rules receive them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationFacts:
    """``front_ends`` is the front's last day; ``None`` while it goes on. ``old_state`` is what stands in the
    book before the change; ``None`` for a new record. ``from_past`` marks one brought in from paper.
    """

    observed_on: date
    front_begins: date
    front_ends: date | None
    has_witness: bool
    state: str
    dimension: str
    old_state: str | None = None
    from_past: bool = False
