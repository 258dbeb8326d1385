"""Computations, lots, objections, publications, printed sheets, tables about judges."""

from qingmiao.selection.results.models.computation import Computation, Lot
from qingmiao.selection.results.models.objection import Objection
from qingmiao.selection.results.models.publication import (
    ComparisonTry,
    PrintedSheet,
    Publication,
    Tables,
)

__all__ = [
    "ComparisonTry",
    "Computation",
    "Lot",
    "Objection",
    "PrintedSheet",
    "Publication",
    "Tables",
]
