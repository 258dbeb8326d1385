"""What the worker does for results: tables too large to wait for."""

from procrastinate.contrib.django import app

from qingmiao.kernel.actor import SYSTEM
from qingmiao.selection.results.queries.tables import waiting
from qingmiao.selection.results.services.tables import work_out

EVERY_MINUTE = "* * * * *"


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="results.tables", queueing_lock="results.tables")
def work_out_tables(timestamp: int) -> int:
    """Whatever was asked for and is not done. Answers how many."""
    found = waiting()
    for pk in found:
        while work_out(actor=SYSTEM, tables_id=pk):
            pass
    return len(found)
