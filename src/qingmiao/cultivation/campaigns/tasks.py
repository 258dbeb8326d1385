"""What the worker does for campaigns by itself."""

from procrastinate.contrib.django import app

from qingmiao.cultivation.campaigns.services.task import remind_of_tasks
from qingmiao.kernel import clock
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.enums import DAILY


@app.periodic(cron=DAILY)
@app.task(name="campaigns.remind", queueing_lock="campaigns.remind")
def remind(timestamp: int) -> int:
    return remind_of_tasks(actor=SYSTEM, on=clock.today())
