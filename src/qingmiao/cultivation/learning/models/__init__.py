"""Tables of learning: hours as they were archived, certificates, and what people handed in or said."""

from qingmiao.cultivation.learning.models.assignment import Assignment, Work
from qingmiao.cultivation.learning.models.certificate import Certificate, VerificationTry
from qingmiao.cultivation.learning.models.evaluation import (
    Evaluation,
    Evaluator,
    Remark,
    Tally,
)
from qingmiao.cultivation.learning.models.hours import ArchivedHours, HoursWarning, HoursYear
from qingmiao.cultivation.learning.models.outside import OutsideLearning, OutsideStep
from qingmiao.cultivation.learning.models.quiz import Attempt, Quiz, QuizQuestion

__all__ = [
    "ArchivedHours",
    "Assignment",
    "Attempt",
    "Certificate",
    "Evaluation",
    "Evaluator",
    "HoursWarning",
    "HoursYear",
    "OutsideLearning",
    "OutsideStep",
    "Quiz",
    "QuizQuestion",
    "Remark",
    "Tally",
    "VerificationTry",
    "Work",
]
