"""What the engine tells. People and openings are labels, never persons."""

import dataclasses
from dataclasses import dataclass
from typing import Any, TypeAlias

from qingmiao.engines.matching.enums import Fault, Method, RuleKind, Status, Why

Label: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with a question: where it stands, and what belongs in the sentence."""

    fault: Fault
    field: str
    row: int | None = None
    params: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule as a conflict names it: a pair, an opening or a limit."""

    rule: RuleKind
    person: Label | None = None
    opening: Label | None = None
    limit: str | None = None
    bound: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why one person is where he is, and the smallest change by direct exchange that alters it.

    ``by`` is enough, not a guess: when the cost of the pair moves by more, every best answer differs.
    """

    person: Label
    opening: Label | None
    why: Why
    cost: float | None = None
    rank: int | None = None
    instead: Label | None = None
    holder: Label | None = None
    by: float | None = None
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: Status
    method: Method
    assignment: tuple[tuple[Label, Label], ...] = ()
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    reasons: tuple[Reason, ...] = ()
    conflict: tuple[Broken, ...] = ()
    is_minimal: bool = True
    """Of a conflict: leaving out any one of its rules would leave none."""
