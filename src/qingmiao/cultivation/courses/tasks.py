"""What the hours bring: offers run out, and the next in line is asked."""

from procrastinate.contrib.django import app

from qingmiao.cultivation.courses.queries.enrolment import lines_due
from qingmiao.cultivation.courses.services.enrolment import advance_line
from qingmiao.kernel import clock
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.enums import HOURLY


@app.periodic(cron=HOURLY)
@app.task(name="courses.advance_lines", queueing_lock="courses.advance_lines")
def advance_lines(timestamp: int) -> int:
    """Each line in a transaction of its own."""
    at = clock.now()
    return sum(advance_line(actor=SYSTEM, key=key, at=at) for key in lines_due(at=at))
