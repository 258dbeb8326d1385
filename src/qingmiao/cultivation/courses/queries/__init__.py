"""What is taught, who has a seat, who was there."""

from qingmiao.cultivation.courses.queries.programme import (
    attendance_facts,
    counts_of,
    roster_of,
    topic_facts,
)

__all__ = ["attendance_facts", "counts_of", "roster_of", "topic_facts"]
