"""What the worker does for visits by itself."""

from procrastinate.contrib.django import app

from qingmiao.kernel import clock
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.enums import DAILY
from qingmiao.selection.visits.services.telling import remind_of_overdue


@app.periodic(cron=DAILY)
@app.task(name="visits.remind", queueing_lock="visits.remind")
def remind(timestamp: int) -> int:
    """Point heads hear every morning of units that nobody has visited for too long."""
    return remind_of_overdue(actor=SYSTEM, on=clock.today())
