"""Computations, lots, objections, publications, printed sheets, tables about judges."""

from qingmiao.selection.results.models.computation import Computation, Lot
from qingmiao.selection.results.models.objection import Objection
from qingmiao.selection.results.models.publication import PrintedSheet, Publication, Tables

__all__ = ["Computation", "Lot", "Objection", "PrintedSheet", "Publication", "Tables"]
