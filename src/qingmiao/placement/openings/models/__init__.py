from qingmiao.placement.openings.models.opening import Opening
from qingmiao.placement.openings.models.round import Candidate, Round, RoundOpening
from qingmiao.placement.openings.models.solution import Assignment, Solution, SolutionLine
from qingmiao.placement.openings.models.wish import Wish

__all__ = [
    "Assignment",
    "Candidate",
    "Opening",
    "Round",
    "RoundOpening",
    "Solution",
    "SolutionLine",
    "Wish",
]
