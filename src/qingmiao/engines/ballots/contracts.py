"""What goes into a box, and what may be told of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """``name`` is what sheets are kept under. A scale and a text offer nothing of their own."""

    name: str
    label: str
    kind: str
    options: tuple[str, ...] = ()
    most: int = 0
    """How many options of a multiple choice; 0 is as many as there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One answer: the coarse group it may be told under, and what was said to each question."""

    group: str = ""
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Options told together, how many gave one of them, and how many in each told group.

    ``by_group`` is empty where the groups of this question may not be told.
    """

    options: tuple[str, ...]
    count: int
    by_group: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One question, or one option of a multiple choice: its cells together are all the sheets."""

    question: str
    option: str
    cells: tuple[Cell, ...]

    @property
    def is_told(self) -> bool:
        """One cell that holds every option says nothing but how many answered."""
        return len(self.cells) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Groups told together, and how many sheets they hold."""

    names: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything that is ever told of a box: the same to every reader, at every moment after it was closed."""

    answers: int
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    texts: Mapping[str, tuple[str, ...]]
