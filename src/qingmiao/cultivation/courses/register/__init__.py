"""What is taught, who has a seat, who was there."""

from qingmiao.cultivation.courses.register.enrolment import (
    ADMISSIONS,
    ENROLMENTS,
    LEAVES,
    QUOTAS,
)
from qingmiao.cultivation.courses.register.programme import (
    ATTENDANCES,
    CLASSES,
    PROGRAMMES,
    SESSIONS,
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
