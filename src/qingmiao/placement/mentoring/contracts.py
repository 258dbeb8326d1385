"""What the rules on mentorships are told."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorshipFacts:
    state: str
    begins: date
    ends: date | None
    mentee_id: int
    posted_id: int | None
