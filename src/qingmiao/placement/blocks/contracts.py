"""What the rules on blocks are told, and what their lists count."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    state: str
    received_on: date
    due_on: date | None
    done_on: date | None
    outcome: str
    has_handler: bool
    satisfaction: int | None
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Blocks and who is on duty in them, as far as the reader may see."""

    blocks: int
    vacant: int
    on_duty: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCounts:
    """«Done» is the handler's word, «confirmed» the resident's: they are never added up."""

    open: int
    overdue: int
    done: int
    confirmed: int
    reopened: int
    satisfaction: float | None
