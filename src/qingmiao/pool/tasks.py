"""What the worker does for the reserve by itself."""

from procrastinate.contrib.django import app

from qingmiao.kernel import clock
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.enums import DAILY
from qingmiao.pool.services.due import tell_reviews_due
from qingmiao.pool.services.moves import follow_departures
from qingmiao.pool.services.upkeep import tell_weekly

MONDAY_MORNING = "30 7 * * 1"


@app.periodic(cron=MONDAY_MORNING)
@app.task(name="pool.weekly_list", queueing_lock="pool.weekly_list")
def weekly_list(timestamp: int) -> int:
    """Every Monday: whoever keeps the reserve is told that the list of the week is there."""
    return tell_weekly(actor=SYSTEM, on=clock.today())


@app.periodic(cron=DAILY)
@app.task(name="pool.reviews_due", queueing_lock="pool.reviews_due")
def reviews_due(timestamp: int) -> int:
    """Every morning: whose review falls due within the days of the rule."""
    return tell_reviews_due(actor=SYSTEM, on=clock.today())


@app.periodic(cron=DAILY)
@app.task(name="pool.departures", queueing_lock="pool.departures")
def departures(timestamp: int) -> int:
    """Every morning: whoever is no longer managed in the district leaves the reserve."""
    return follow_departures(actor=SYSTEM, on=clock.today())
