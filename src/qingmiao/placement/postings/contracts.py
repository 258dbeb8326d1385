"""What the rules on postings are told, and what a scheme's page counts."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingFacts:
    state: str
    begins: date
    planned_end: date | None
    ends: date | None
    result: str
    early_reason: str
    scheme_begins: date
    scheme_ends: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """人次 of one scheme, as far as the reader may see: sent at all, out now, back, back early."""

    sent: int
    out: int
    returned: int
    recalled: int
