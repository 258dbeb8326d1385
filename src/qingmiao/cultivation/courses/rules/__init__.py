"""What cannot be true of a class, who may come into it, and when somebody was there."""

from qingmiao.cultivation.courses.rules.programme import (
    flaws_of_attendance,
    flaws_of_class,
    flaws_of_session,
    plain,
)

__all__ = ["flaws_of_attendance", "flaws_of_class", "flaws_of_session", "plain"]
