"""What the worker does for the ledger by itself."""

from procrastinate.contrib.django import app

from qingmiao.kernel import clock
from qingmiao.ledger.services import keep_verification, sequence, verify
from qingmiao.ledger.services.verifying import VERIFY

MINUTELY = "* * * * *"
NIGHTLY = "40 2 * * *"


@app.periodic(cron=MINUTELY)
@app.task(name="ledger.sequence", queueing_lock="ledger.sequence")
def place(timestamp: int) -> int:
    """Every minute: what was done since gets its place, and the head over it is signed."""
    head = sequence(at=clock.now())
    return 0 if head is None else head.size


@app.task(name=VERIFY, queueing_lock=VERIFY)
def read_again() -> bool:
    """Read everything, write down what came of it."""
    began = clock.now()
    report = verify()
    keep_verification(began_at=began, ended_at=clock.now(), report=report)
    return report.holds


@app.periodic(cron=NIGHTLY)
@app.task(name="ledger.verify_nightly", queueing_lock="ledger.verify_nightly")
def nightly(timestamp: int) -> bool:
    """Every night the whole ledger is read again."""
    return bool(read_again())
