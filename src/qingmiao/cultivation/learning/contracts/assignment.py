from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentDraft:
    kind: str
    title: str
    brief: str
    due_at: datetime
    is_shared: bool
    is_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What somebody hands in: words, a file, or both."""

    text: str
    file_name: str
    content: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """Titles of what a class requires and one participant has not passed yet."""

    titles: tuple[str, ...]
