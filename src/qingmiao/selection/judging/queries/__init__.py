"""Questions about judging; what the rooms above ask stands here, by the contest's number."""

from qingmiao.selection.judging.queries.marks import judges_of, marks_of, missing_of

__all__ = ["judges_of", "marks_of", "missing_of"]
