"""What the worker does for notices by itself."""

from django.utils import timezone
from procrastinate.contrib.django import app

from qingmiao.kernel import clock
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.enums import HOURLY
from qingmiao.notices.queries.digest import accounts_due
from qingmiao.notices.services.digest import compose_digest as compose


@app.periodic(cron=HOURLY)
@app.task(name="notices.compose_digests", queueing_lock="notices.compose_digests")
def compose_digests(timestamp: int) -> int:
    """Every account whose hour has come gets a job of its own: one that fails holds up nobody."""
    due = accounts_due(local=timezone.localtime(clock.now()))
    for account_id in due:
        compose_digest.defer(account_id=account_id)
    return len(due)


@app.task(name="notices.compose_digest")
def compose_digest(account_id: int) -> None:
    compose(actor=SYSTEM, account_id=account_id, at=clock.now())
