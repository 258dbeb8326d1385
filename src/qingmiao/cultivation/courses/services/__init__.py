"""What is written down about classes: how they go, who is in them, who was there."""

from qingmiao.cultivation.courses.services.attendance import (
    forget_attendance,
    note_attendance,
    tell_hours_export,
)

__all__ = ["forget_attendance", "note_attendance", "tell_hours_export"]
