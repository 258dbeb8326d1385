"""What the worker does for requests by itself."""

from procrastinate.contrib.django import app

from qingmiao.kernel import clock
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.enums import DAILY
from qingmiao.placement.blocks.services import clockwork

HOURLY = "7 * * * *"


@app.periodic(cron=HOURLY)
@app.task(name="blocks.supervise", queueing_lock="blocks.supervise")
def supervise(timestamp: int) -> int:
    """Every hour: whoever let a request go past its term is called to account."""
    return clockwork.supervise_late(actor=SYSTEM, at=clock.now())


@app.periodic(cron=DAILY)
@app.task(name="blocks.settle", queueing_lock="blocks.settle")
def settle(timestamp: int) -> int:
    """Every morning: what nobody answered is closed, numbers nobody needs are forgotten."""
    clockwork.forget_contacts(actor=SYSTEM, on=clock.today())
    return clockwork.close_unanswered(actor=SYSTEM, at=clock.now())
