"""What the worker does for lectures by itself."""

from procrastinate.contrib.django import app

from qingmiao.cultivation.lectures.services import remind_of_proof
from qingmiao.kernel import clock
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.enums import DAILY


@app.periodic(cron=DAILY)
@app.task(name="lectures.remind", queueing_lock="lectures.remind")
def remind(timestamp: int) -> int:
    return remind_of_proof(actor=SYSTEM, on=clock.today())
