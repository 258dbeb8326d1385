import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One mark asked for: of the class, or of one of its teachers."""

    criterion: str
    label: str
    teacher: str

    @property
    def name(self) -> str:
        """What a form calls it: a teacher added meanwhile never takes the mark meant for another."""
        if not self.teacher:
            return self.criterion
        return f"{self.criterion}-{hashlib.sha256(self.teacher.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """From when until when one evaluates, and from how many answers on anything is shown."""

    opens: date
    closes: date
    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What was said to one question; nothing of it where too few answered."""

    question: Question
    average: Decimal | None
    spread: tuple[int, ...]
    """How many gave 1, 2, … 5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a class was told: averages and spread by question, or why nothing is shown."""

    withheld: str
    answers: int
    lines: tuple[Line, ...]
    remarks: tuple[str, ...]
    least: int
