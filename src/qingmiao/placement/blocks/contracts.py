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
    channel: str = "ledger"
    hotline_no: str = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a resident asks, as it is taken in. ``contact`` is a phone number, or nothing."""

    content: str
    category: str
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What is handed to the resident: the request, and the secret by which they answer. It is shown once."""

    request_id: int
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerable:
    """What the holder of a secret sees: one request, and nothing of who else asked what."""

    block: str
    category: str
    content: str
    received_on: date
    state: str
    state_label: str
    due_on: date | None
    outcome: str
    done_on: date | None
    round: int
    may_answer: bool
    may_reopen: bool
    too_late: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingClock:
    """Minutes of working time since the term began, and those it grants."""

    used: int
    granted: int
    is_over: bool

    @property
    def share(self) -> int:
        """Percent of the term that has passed, at most 100."""
        return min(100, round(100 * self.used / self.granted)) if self.granted else 0

    @property
    def hours_left(self) -> float:
        """Working hours until the term ends; negative once it is over."""
        return round((self.granted - self.used) / 60, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoTaken:
    """A photograph as it arrived; ``content`` stays empty where the size alone already says no."""

    size: int
    content: bytes
