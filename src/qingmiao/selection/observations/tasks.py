"""What the worker does for observations by itself."""

from procrastinate.contrib.django import app

from qingmiao.kernel import clock
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.enums import DAILY
from qingmiao.selection.observations.services import remind_witnesses


@app.periodic(cron=DAILY)
@app.task(name="observations.remind", queueing_lock="observations.remind")
def remind(timestamp: int) -> int:
    return remind_witnesses(actor=SYSTEM, on=clock.today())
