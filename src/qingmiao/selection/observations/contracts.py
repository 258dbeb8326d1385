"""Facts of an observation as its rules receive them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationFacts:
    """``front_ends`` is the front's last day; ``None`` while it goes on."""

    observed_on: date
    front_begins: date
    front_ends: date | None
    has_witness: bool
    state: str
