"""What the list of lectures counts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Three words for three things: sessions (场次), participations (人次), people (人)."""

    lectures: int
    audience: int
    participations: int
    speakers: int
