"""No path skips a step and history is never rewritten: by rule, by service, and by the database itself."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from qingmiao.kernel.errors import Refused
from qingmiao.pool.contracts import ChangeFacts
from qingmiao.pool.enums import ENDED, WAYS, ExitReason, MembershipState, SuspendCause
from qingmiao.pool.models import Membership, Review, ReviewItem, StateChange
from qingmiao.pool.queries.membership import change_facts
from qingmiao.pool.rules.membership import flaws_of_change, is_for_a_review, way_to
from qingmiao.pool.services.membership import change_state, leave, move
from tests.factories.house import TODAY, officer, person, unit
from tests.factories.selection import membership

STATES = list(MembershipState)
BEGAN = TODAY - timedelta(days=120)
SPINE = ["proposed", "deliberated", "member", "tracked", "candidate", "used"]


def is_step(old, new):
    """As the expectations list it: along the spine one at a time, rests, ways back, out from anywhere."""
    if old in {"used", "left"}:
        return False
    if new == "left":
        return True
    if old == "suspended":
        return new in {"member", "tracked"}
    if new == "suspended":
        return old in {"member", "tracked", "candidate"}
    forward = SPINE.index(new) - SPINE.index(old)
    back = (old, new) in {
        ("deliberated", "proposed"), ("tracked", "member"), ("candidate", "member"),
        ("candidate", "tracked"),
    }  # fmt: skip
    return forward == 1 or back


@pytest.mark.parametrize("new", STATES)
@pytest.mark.parametrize("old", STATES)
def test_the_rule_knows_exactly_the_listed_steps(old, new):
    facts = ChangeFacts(old=old, new=new, last_on=TODAY, was_tracked=True, cause="illness")

    assert (not list(flaws_of_change(facts, on=TODAY, today=TODAY))) == is_step(old, new)


@given(old=some.sampled_from(STATES), new=some.sampled_from(STATES), tracked=some.booleans())
def test_the_shortest_way_takes_only_steps_that_lead(old, new, tracked):
    way = way_to(state=old, wanted=new, was_tracked=tracked)

    for here, there in zip([old, *way], way, strict=False):
        assert there in WAYS[here]
    assert not way or way[-1] == new
    assert (way == []) == (old == new or old in ENDED or new == "left" or new_is_behind(old, new))


def new_is_behind(old, new):
    """Nobody who is in comes back to the way in."""
    return new in {"proposed", "deliberated"} and old not in {"proposed", "deliberated"}


def an_item(row):
    review, _new = Review.objects.get_or_create(title="样例会商", held_on=TODAY)
    return ReviewItem.objects.create(review=review, membership=row, added_by="样例")


def first_row(state, source=None):
    source = source or ("import" if state != "proposed" else "page")
    made = Membership.objects.create(
        person=person(where=unit()),
        tier="B",
        state=state,
        source=source,
        entered_on=BEGAN,
        left_on=BEGAN if state in ENDED else None,
        exit_reason="age" if state in ENDED else "",
    )
    StateChange.objects.create(membership=made, state=state, begins=BEGAN, decided_by="样例")
    return made


@pytest.mark.django_db
@pytest.mark.parametrize("old", STATES)
def test_the_database_itself_refuses_every_other_step(old):
    for new in STATES:
        row = first_row(old)
        item = an_item(row)
        if old == "suspended" and new == "tracked":
            continue  # only after tracking: tried below
        try:
            with transaction.atomic():
                StateChange.objects.create(
                    membership=row, state=new, begins=TODAY, decided_by="绕过服务", review_item=item
                )
                Membership.objects.filter(pk=row.pk).update(
                    state=new,
                    left_on=TODAY if new in ENDED else None,
                    exit_reason="age" if new in ENDED else "",
                )
        except IntegrityError:
            went = False
        else:
            went = True
        assert went == is_step(old, new), (old, new)


@pytest.mark.django_db
def test_what_never_was_tracked_does_not_come_back_as_tracked():
    row = first_row("suspended")

    with pytest.raises(IntegrityError, match="never tracked"), transaction.atomic():
        StateChange.objects.create(membership=row, state="tracked", begins=TODAY, decided_by="样例")


@pytest.mark.django_db
def test_a_new_membership_begins_as_proposed():
    row = Membership.objects.create(
        person=person(where=unit()), tier="B", state="member", entered_on=BEGAN
    )

    with pytest.raises(IntegrityError, match="not proposed"), transaction.atomic():
        StateChange.objects.create(membership=row, state="member", begins=BEGAN, decided_by="样例")


@pytest.mark.django_db
def test_history_is_neither_amended_nor_removed_nor_entered_behind_the_newest():
    row = membership()
    step = row.states.get()

    for spoil in (
        lambda: StateChange.objects.filter(pk=step.pk).update(reason="改写"),
        lambda: StateChange.objects.filter(pk=step.pk).delete(),
        lambda: StateChange.objects.create(
            membership=row,
            state="tracked",
            begins=step.begins - timedelta(days=1),
            decided_by="样例",
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()

    assert [state.pk for state in row.states.all()] == [step.pk]


@pytest.mark.django_db(transaction=True)
def test_a_state_that_is_not_the_newest_step_is_never_committed():
    row = membership()

    with pytest.raises(IntegrityError, match="not the newest"):
        Membership.objects.filter(pk=row.pk).update(state="tracked")
    with pytest.raises(IntegrityError, match="not the newest"), transaction.atomic():
        StateChange.objects.create(membership=row, state="tracked", begins=TODAY, decided_by="样例")

    row.refresh_from_db()
    assert row.state == "member"


MOVES = some.lists(
    some.tuples(some.sampled_from(STATES), some.integers(0, 9)), min_size=1, max_size=12
)


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wishes=MOVES)
def test_whatever_is_asked_for_the_history_is_a_path_and_only_grows(wishes):
    with transaction.atomic():
        row, day = first_row("proposed"), BEGAN
        told = history(row)
        for state, days in wishes:
            day += timedelta(days=days)
            try:
                ask(row, state, day)
            except Refused:
                assert history(row) == told
            now = history(row)
            assert now[: len(told)] == told
            told = now
        assert_is_path(told)
        row.refresh_from_db()
        assert row.state == told[-1][0]
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def by_review(row, state, day):
    """The step a review takes, judged by the same rule."""
    facts = change_facts(membership=row, state=state)
    if flaws := list(flaws_of_change(facts, on=day, today=TODAY)):
        raise Refused(flaws)
    item = ReviewItem.objects.filter(membership=row).first() or an_item(row)
    move(actor=officer(), membership=row, state=state, on=day, reason="会商", item=item)


def ask(row, state, day):
    row.refresh_from_db()
    whose = {
        "actor": officer(),
        "membership_id": row.pk,
        "on": day,
        "reason": "部务会研究",
        "today": TODAY,
    }
    if is_for_a_review(old=row.state, new=state):
        by_review(row, state, day)
    elif state in ENDED:
        why = ExitReason.APPOINTED if state == "used" else ExitReason.CONDUCT
        leave(exit_reason=why, **whose)
    else:
        cause = SuspendCause.ILLNESS if state == "suspended" else SuspendCause.NONE
        change_state(state=state, cause=cause, **whose)


def history(row):
    return list(row.states.order_by("pk").values_list("state", "begins", "reason"))


def assert_is_path(told):
    assert told[0][0] == "proposed"
    for (old, since, _), (new, begins, _) in pairwise(told):
        assert is_step(old, new)
        assert begins >= since
