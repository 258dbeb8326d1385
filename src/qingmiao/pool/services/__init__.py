"""Verbs of the reserve: membership, what other links do to it, reviews, ratings, suggestions."""

from qingmiao.pool.services.membership import AlreadyInPool, admit, assess_entry
from qingmiao.pool.services.moves import (
    age_out,
    moved,
    resume_by_gate,
    suspend_by_gate,
    used_by_appointment,
)

__all__ = [
    "AlreadyInPool",
    "admit",
    "age_out",
    "assess_entry",
    "moved",
    "resume_by_gate",
    "suspend_by_gate",
    "used_by_appointment",
]
