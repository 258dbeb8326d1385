"""What the worker does by itself: dossiers and entries change, so conflicts are worked out again."""

from procrastinate.contrib.django import app

from qingmiao.kernel import clock
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.enums import HOURLY
from qingmiao.selection.judging.queries.console import contests_with_judges
from qingmiao.selection.judging.services.conflict import check_conflicts


@app.periodic(cron=HOURLY)
@app.task(name="judging.check_conflicts", queueing_lock="judging.check_conflicts")
def check_conflicts_hourly(timestamp: int) -> int:
    """Each contest that has judges and no result yet. Answers how many conflicts are new."""
    return sum(
        check_conflicts(actor=SYSTEM, contest_id=pk, on=clock.today(), at=clock.now())
        for pk in contests_with_judges()
    )
