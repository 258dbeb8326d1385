"""What is asked of contests: their plan and facts, entries, eligibility, progress, draws."""

from qingmiao.selection.contests.queries.contest import (
    contest_facts,
    entry_facts,
    formula_of,
    has_marks,
    marks_of,
    plan_of,
    plates,
    rule_told,
    shortlist_facts,
    shortlisted,
    stage_facts,
    weight_of,
    weights_of,
    written_rule,
)

__all__ = [
    "contest_facts", "entry_facts", "formula_of", "has_marks", "marks_of", "plan_of", "plates", "rule_told",
    "shortlist_facts", "shortlisted", "stage_facts", "weight_of", "weights_of", "written_rule",
]  # fmt: skip
