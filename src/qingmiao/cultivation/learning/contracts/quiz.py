from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizDraft:
    title: str
    opens_at: datetime
    closes_at: datetime
    pass_mark: int
    attempts: int
    is_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question as the rules read it: how it is asked, among what, and what is right."""

    kind: str
    options: tuple[str, ...]
    right: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one participant stands: how often tried, the best so far, passed or not."""

    person_id: int
    name: str
    tries: int
    best: int
    is_passed: bool
