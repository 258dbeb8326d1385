"""Tables of learning: hours as they were archived, certificates, and what people handed in or said."""

from qingmiao.cultivation.learning.models.certificate import Certificate, VerificationTry
from qingmiao.cultivation.learning.models.evaluation import (
    Evaluation,
    Evaluator,
    Remark,
    Tally,
)
from qingmiao.cultivation.learning.models.hours import ArchivedHours, HoursWarning, HoursYear
from qingmiao.cultivation.learning.models.outside import OutsideLearning, OutsideStep

__all__ = [
    "ArchivedHours",
    "Certificate",
    "Evaluation",
    "Evaluator",
    "HoursWarning",
    "HoursYear",
    "OutsideLearning",
    "OutsideStep",
    "Remark",
    "Tally",
    "VerificationTry",
]
