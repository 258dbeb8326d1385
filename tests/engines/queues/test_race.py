"""Real transactions on connections of their own: the last seat, and two promotions at once."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from qingmiao.engines.queues.models import Ticket
from qingmiao.engines.queues.services import advance, join, leave, open_line

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def at_once(*acts):
    start, failed = Barrier(len(acts)), []

    def run(act):
        try:
            start.wait(timeout=30)
            act()
        except Exception as no:  # noqa: BLE001 - whatever a thread says is looked at below
            failed.append(no)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failed == []


def open_for(seats):
    open_line(key="k", seats=seats, policy="arrival", offer_for=DAY, last_call=None)


def test_thirty_want_the_last_seat():
    open_for(1)

    at_once(*(lambda who=who: join(key="k", holder=str(who), at=AT) for who in range(30)))

    tickets = Ticket.objects.order_by("pk")
    assert [each.state for each in tickets] == ["held", *["waiting"] * 29], "the first to come sits"


def test_two_promotions_at_once_promote_once():
    open_for(1)
    for who in "abc":
        join(key="k", holder=who, at=AT)
    leave(key="k", holder="a", at=AT)

    late = AT + DAY
    at_once(*[lambda: advance(key="k", at=late)] * 2)

    assert list(Ticket.objects.order_by("pk").values_list("state", flat=True)) == [
        "left", "lapsed", "offered",
    ]  # fmt: skip


def test_leaving_and_joining_at_once_lose_no_seat():
    open_for(5)
    for who in range(10):
        join(key="k", holder=str(who), at=AT)

    at_once(
        *(lambda who=who: leave(key="k", holder=str(who), at=AT) for who in range(5)),
        *(lambda who=who: join(key="k", holder=f"new{who}", at=AT) for who in range(5)),
    )

    seated = Ticket.objects.filter(seat__isnull=False)
    assert sorted(seated.values_list("seat", flat=True)) == [1, 2, 3, 4, 5]
    assert set(seated.values_list("holder", flat=True)) == {"5", "6", "7", "8", "9"}
