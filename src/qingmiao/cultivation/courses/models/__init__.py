"""Programmes and classes, who has a seat in them, and who was there."""

from qingmiao.cultivation.courses.models.door import SignIn
from qingmiao.cultivation.courses.models.enrolment import (
    Admission,
    Enrolment,
    LeaveRequest,
    SeatQuota,
)
from qingmiao.cultivation.courses.models.programme import (
    Attendance,
    Material,
    Programme,
    Session,
    TrainingClass,
)

__all__ = [
    "Admission",
    "Attendance",
    "Enrolment",
    "LeaveRequest",
    "Material",
    "Programme",
    "SeatQuota",
    "Session",
    "SignIn",
    "TrainingClass",
]
