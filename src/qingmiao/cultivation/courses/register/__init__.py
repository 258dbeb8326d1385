"""What is taught, who has a seat, who was there. Programmes first: the room opens with its first register."""

from qingmiao.cultivation.courses.register.programme import (  # isort: skip
    CLASSES,
    PROGRAMMES,
    SESSIONS,
)
from qingmiao.cultivation.courses.register.attendance import ATTENDANCES
from qingmiao.cultivation.courses.register.enrolment import (
    ADMISSIONS,
    ENROLMENTS,
    LEAVES,
    QUOTAS,
)

__all__ = [
    "ADMISSIONS",
    "ATTENDANCES",
    "CLASSES",
    "ENROLMENTS",
    "LEAVES",
    "PROGRAMMES",
    "QUOTAS",
    "SESSIONS",
]
