"""The order is the declared one, seats are neither lost nor doubled, offers run out: at every step, for any story."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.engines.queues.contracts import Standing, Terms
from qingmiao.engines.queues.enums import SEATED, Policy, TicketState
from qingmiao.engines.queues.rules import in_turn, seating, steps

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

STORIES = st.lists(
    st.one_of(
        st.tuples(st.just("join"), st.integers(0, 15), st.integers(0, 2)),
        st.tuples(st.just("leave"), st.integers(0, 15), st.just(0)),
        st.tuples(st.just("accept"), st.integers(0, 15), st.just(0)),
        st.tuples(st.just("wait"), st.integers(1, 30), st.just(0)),
    ),
    max_size=40,
)


class Story:
    """A line without a database, moved by the same rule."""

    def __init__(self, *, seats, policy, offer_for=24 * HOUR, last_call=None):
        self.terms = Terms(seats=seats, policy=policy, offer_for=offer_for, last_call=last_call)
        self.at, self.number, self.live, self.promoted = START, 0, {}, []

    def step(self, present=""):
        waiting = in_turn(self.of(TicketState.WAITING), self.terms.policy)
        moves = steps(self.live.values(), terms=self.terms, at=self.at, present=present)
        for move in moves:
            if move.after == TicketState.LAPSED:
                del self.live[move.holder]
            else:
                old = self.live[move.holder]
                self.live[move.holder] = Standing(
                    holder=old.holder, number=old.number, priority=old.priority,
                    state=move.after, seat=move.seat, expires_at=move.expires_at,
                )  # fmt: skip
        up = [move.holder for move in moves if move.after in SEATED]
        assert up == [each.holder for each in waiting][: len(up)], "nobody is passed over"
        return moves

    def of(self, *states):
        return [each for each in self.live.values() if each.state in states]

    def join(self, who, priority=0):
        if who not in self.live:
            self.number += 1
            self.live[who] = Standing(
                holder=who, number=self.number, state=TicketState.WAITING, priority=priority
            )
            self.step(present=who)

    def leave(self, who):
        if self.live.pop(who, None):
            self.step()

    def accept(self, who):
        ticket = self.live.get(who)
        if ticket and ticket.state == TicketState.OFFERED and ticket.expires_at > self.at:
            self.live[who] = Standing(
                holder=who, number=ticket.number, priority=ticket.priority,
                state=TicketState.HELD, seat=ticket.seat,
            )  # fmt: skip
            self.step()

    def wait(self, hours):
        self.at += hours * HOUR
        self.step()

    def tell(self, story):
        for verb, who, priority in story:
            if verb == "wait":
                self.wait(who)
            elif verb == "join":
                self.join(str(who), priority)
            else:
                getattr(self, verb)(str(who))
            yield verb


@given(seats=st.integers(0, 6), policy=st.sampled_from(Policy.values), story=STORIES)
def test_no_seat_is_lost_or_doubled(seats, policy, story):
    line = Story(seats=seats, policy=policy)

    for _verb in line.tell(story):
        taken = [each.seat for each in line.of(*SEATED)]
        assert len(taken) == len(set(taken))
        assert set(taken) <= set(range(1, seats + 1))
        assert len(taken) == seats or not line.of(TicketState.WAITING), "a seat stood empty"


@given(seats=st.integers(0, 6), policy=st.sampled_from(Policy.values), story=STORIES)
def test_no_offer_outlives_its_term(seats, policy, story):
    line = Story(seats=seats, policy=policy)

    for _verb in line.tell(story):
        offers = line.of(TicketState.OFFERED)
        assert all(
            line.at < each.expires_at <= line.at + 24 * HOUR for each in offers if _verb == "wait"
        )


@given(story=STORIES, policy=st.sampled_from(Policy.values))
def test_a_step_repeated_changes_nothing(story, policy):
    line = Story(seats=3, policy=policy)
    list(line.tell(story))

    line.step()

    assert line.step() == []


@given(st.sets(st.integers(1, 40)), st.integers(0, 40))
def test_whoever_sits_beyond_the_last_seat_moves_to_a_free_one(taken, seats):
    if len(taken) <= seats:
        new = seating(taken, seats)
        after = {new.get(each, each) for each in taken}

        assert len(after) == len(taken)
        assert all(1 <= each <= seats for each in after)
        assert all(each > seats for each in new)


@pytest.mark.parametrize(
    ("policy", "first"),
    [(Policy.ARRIVAL, "came first"), (Policy.PRIORITY, "was named")],
    ids=["arrival counts alone", "priority goes before arrival"],
)
def test_the_declared_order_decides_who_is_next(policy, first):
    waiting = [
        Standing(holder="came first", number=1, state=TicketState.WAITING),
        Standing(holder="was named", number=2, state=TicketState.WAITING, priority=1),
    ]

    assert in_turn(waiting, policy)[0].holder == first


def test_nothing_is_offered_after_the_last_call():
    line = Story(seats=1, policy=Policy.ARRIVAL, last_call=START + 3 * HOUR)
    line.join("甲")
    line.join("乙")
    line.join("丙")

    line.wait(2)
    line.leave("甲")

    assert line.live["乙"].expires_at == START + 3 * HOUR, "an offer never outlives the last call"

    line.wait(1)

    assert "乙" not in line.live
    assert line.live["丙"].state == TicketState.WAITING


def test_the_worked_example_of_the_paper():
    """docs/algorithms/waiting-queue.md, step by step."""
    line = Story(seats=2, policy=Policy.ARRIVAL)
    for who in ("甲", "乙", "丙", "丁"):
        line.join(who)
    assert [each.state for each in line.live.values()] == ["held", "held", "waiting", "waiting"]

    line.wait(1)
    line.leave("甲")
    assert (line.live["丙"].state, line.live["丙"].seat) == ("offered", 1)

    line.join("戊")
    assert line.live["戊"].state == "waiting"

    line.wait(24)
    assert "丙" not in line.live
    assert (line.live["丁"].state, line.live["丁"].seat) == ("offered", 1)

    line.accept("丁")
    assert [(each.holder, each.state) for each in line.live.values()] == [
        ("乙", "held"), ("丁", "held"), ("戊", "waiting"),
    ]  # fmt: skip
