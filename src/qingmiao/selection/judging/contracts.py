"""What the rooms above are told of judges and sheets: labels, never rows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeLine:
    """A judge as results know one: ``label`` is in the marks, the name stays with the desk."""

    judge_id: int
    label: str
    name: str
    work_text: str
    group: str
    state: str
    signed: int
    assigned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingSheet:
    """A sheet that is owed: assigned and not signed, or assigned and lost with its judge.

    ``state``: draft, keyed, returned, or an empty text where nothing was begun.
    """

    assignment_id: int
    stage: str
    entry: str
    judge: str
    group: str
    state: str
