"""What the worker does for plans by itself."""

from procrastinate.contrib.django import app

from qingmiao.cultivation.plans.services import remind_of_goals
from qingmiao.kernel import clock
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.enums import DAILY


@app.periodic(cron=DAILY)
@app.task(name="plans.remind", queueing_lock="plans.remind")
def remind(timestamp: int) -> int:
    return remind_of_goals(actor=SYSTEM, on=clock.today())
