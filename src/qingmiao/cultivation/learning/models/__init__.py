"""Tables of learning: hours as they were archived, certificates, and what people handed in or said."""

from qingmiao.cultivation.learning.models.hours import ArchivedHours, HoursWarning, HoursYear

__all__ = ["ArchivedHours", "HoursWarning", "HoursYear"]
