"""What the worker does for surveys by itself: closes those that are over, asks the silent once more."""

from procrastinate.contrib.django import app

from qingmiao.cultivation.needs.services import close_due, remind_silent
from qingmiao.kernel import clock
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.enums import DAILY


@app.periodic(cron=DAILY)
@app.task(name="needs.keep_time", queueing_lock="needs.keep_time")
def keep_time(timestamp: int) -> int:
    today = clock.today()
    return close_due(actor=SYSTEM, on=today) + remind_silent(actor=SYSTEM, on=today)
