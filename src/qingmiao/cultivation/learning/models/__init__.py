"""Tables of learning: hours as they were archived, certificates, and what people handed in or said."""

from qingmiao.cultivation.learning.models.certificate import Certificate, VerificationTry
from qingmiao.cultivation.learning.models.hours import ArchivedHours, HoursWarning, HoursYear
from qingmiao.cultivation.learning.models.outside import OutsideLearning, OutsideStep

__all__ = [
    "ArchivedHours",
    "Certificate",
    "HoursWarning",
    "HoursYear",
    "OutsideLearning",
    "OutsideStep",
    "VerificationTry",
]
