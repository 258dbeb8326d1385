"""What the days bring: notices open and close, and a unit's silence passes a self-nomination on."""

from procrastinate.contrib.django import app

from qingmiao.kernel import clock
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.enums import DAILY
from qingmiao.selection.nominations.services.event import advance_events
from qingmiao.selection.nominations.services.opinion import escalate_silence


@app.periodic(cron=DAILY)
@app.task(name="nominations.advance_events", queueing_lock="nominations.advance_events")
def advance_events_daily(timestamp: int) -> int:
    """What opens today opens, what closed yesterday closes."""
    return advance_events(actor=SYSTEM, on=clock.today())


@app.periodic(cron=DAILY)
@app.task(name="nominations.escalate_silence", queueing_lock="nominations.escalate_silence")
def escalate_silence_daily(timestamp: int) -> int:
    """Terms that ended yesterday have lapsed."""
    return escalate_silence(actor=SYSTEM, on=clock.today())
