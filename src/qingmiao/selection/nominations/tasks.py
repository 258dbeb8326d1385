"""What the days bring: notices open and close, and a unit's silence passes a self-nomination on."""

from procrastinate.contrib.django import app

from qingmiao.kernel import clock
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.enums import DAILY
from qingmiao.selection.nominations.services.event import advance_events
from qingmiao.selection.nominations.services.opinion import escalate_silence
from qingmiao.selection.nominations.services.telling import remind_before_closing


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


@app.periodic(cron=DAILY)
@app.task(name="nominations.remind_units", queueing_lock="nominations.remind_units")
def remind_units_daily(timestamp: int) -> int:
    """Units that have not answered hear of it before a notice closes."""
    return remind_before_closing(actor=SYSTEM, on=clock.today())
