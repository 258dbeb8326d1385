from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from qingmiao.engines.queues.contracts import Place, Tally
from qingmiao.engines.queues.models import Line, Ticket
from qingmiao.engines.queues.queries import keys_due, place_of, positions, tallies
from qingmiao.engines.queues.services import (
    AlreadyInLine,
    NoSuchTicket,
    accept,
    advance,
    change_line,
    join,
    leave,
    open_line,
)
from qingmiao.kernel.errors import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def line(seats=1, **changes):
    open_line(
        **{"key": "k", "seats": seats, "policy": "arrival", "offer_for": DAY, "last_call": None}
        | changes
    )
    return Line.objects.get()


def joined(*holders):
    for holder in holders:
        join(key="k", holder=holder, at=AT)


def states():
    return list(Ticket.objects.order_by("pk").values_list("holder", "state"))


def test_seats_first_then_the_line():
    line(seats=2)

    joined("a", "b", "c", "d")

    assert states() == [("a", "held"), ("b", "held"), ("c", "waiting"), ("d", "waiting")]
    assert tallies(keys=["k"]) == {"k": Tally(seats=2, held=2, offered=0, waiting=2)}
    assert place_of(key="k", holder="d") == Place(state="waiting", position=2, expires_at=None)
    assert place_of(key="k", holder="nobody") is None
    assert positions(key="k") == {"c": 1, "d": 2}


def test_nobody_stands_twice():
    line()
    joined("a")

    with pytest.raises(AlreadyInLine, match="不能重复排队"):
        joined("a")


def test_a_free_seat_is_offered_and_taken():
    line()
    joined("a", "b")

    moves = leave(key="k", holder="a", at=AT)

    assert [(move.holder, move.after) for move in moves] == [("a", "left"), ("b", "offered")]
    assert moves[1].expires_at == AT + DAY

    accept(key="k", holder="b", at=AT + DAY - timedelta(seconds=1))

    assert states()[-1] == ("b", "held")


def test_an_offer_runs_out_at_its_last_moment():
    line()
    joined("a", "b", "c")
    leave(key="k", holder="a", at=AT)

    with pytest.raises(NoSuchTicket, match="确认时限已过"):
        accept(key="k", holder="b", at=AT + DAY)
    assert keys_due(prefix="k", at=AT + DAY) == ["k"]

    advance(key="k", at=AT + DAY)

    assert states() == [("a", "left"), ("b", "lapsed"), ("c", "offered")]
    assert advance(key="k", at=AT + DAY) == []
    assert keys_due(prefix="k", at=AT + DAY) == []


def test_who_declines_makes_room_and_may_come_again_at_the_end():
    line()
    joined("a", "b", "c")
    leave(key="k", holder="a", at=AT)

    leave(key="k", holder="b", at=AT)
    joined("b")

    assert states() == [("a", "left"), ("b", "declined"), ("c", "offered"), ("b", "waiting")]


def test_only_an_offer_is_accepted_and_only_who_stands_there_leaves():
    line()
    joined("a")

    with pytest.raises(NoSuchTicket, match="没有等待确认"):
        accept(key="k", holder="a", at=AT)
    with pytest.raises(NoSuchTicket, match="不在队中"):
        leave(key="k", holder="b", at=AT)


def test_more_seats_reach_who_is_next_and_fewer_never_unseat():
    line(seats=2, offer_for=None)
    joined("a", "b", "c")

    change_line(key="k", seats=3, last_call=None, at=AT)
    assert states()[-1] == ("c", "held")

    with pytest.raises(Refused, match="已占用 3 个名额"):
        change_line(key="k", seats=2, last_call=None, at=AT)

    leave(key="k", holder="a", at=AT)
    change_line(key="k", seats=2, last_call=None, at=AT)
    assert sorted(Ticket.objects.filter(state="held").values_list("seat", flat=True)) == [1, 2]


def test_priority_goes_before_arrival_where_that_was_declared():
    line(policy="priority")
    joined("a", "b")
    join(key="k", holder="named", at=AT, priority=1)

    leave(key="k", holder="a", at=AT)

    assert place_of(key="k", holder="named").state == "offered"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE queues_ticket SET state = 'held', seat = 2 WHERE holder = 'b'",
        "UPDATE queues_ticket SET state = 'held', seat = 1 WHERE holder = 'b'",
        "UPDATE queues_ticket SET state = 'held' WHERE holder = 'b'",
        "UPDATE queues_line SET seats = 0",
    ],
    ids=["a seat that is not there", "a seat twice", "held without a seat", "a seat taken away"],
)
def test_the_database_itself_overbooks_nothing(statement):
    line()
    joined("a", "b")

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
