"""What the coverage page is told of each unit."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A unit with the last visit paid to it; ``days`` since then, ``None`` if nobody ever came."""

    unit_id: int
    unit: str
    kind: str
    last_on: date | None
    days: int | None
    visits: int
    leads: int
    is_overdue: bool
