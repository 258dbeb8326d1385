"""What other links do to a membership, and that they learn nothing by it."""

from datetime import date, timedelta

import pytest

from qingmiao.kernel.actor import SYSTEM
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.models import Entry
from qingmiao.pool.services.moves import (
    age_out,
    follow_departures,
    moved,
    resume_by_gate,
    suspend_by_gate,
    used_by_appointment,
)
from tests.factories.house import TODAY, actor, person, unit
from tests.factories.selection import membership

pytestmark = pytest.mark.django_db
LIAISON = actor("discipline_liaison", name="纪检联络员")


def states(row):
    return [state.state for state in row.states.order_by("pk")]


def test_an_appointment_writes_every_step_it_implies():
    row = membership(next_review_on=TODAY)

    used_by_appointment(
        actor=LIAISON, person_id=row.person_id, on=TODAY, document="区委〔2026〕8号"
    )

    row.refresh_from_db()
    assert states(row) == ["member", "tracked", "candidate", "used"]
    assert (row.state, row.exit_reason, row.left_on, row.next_review_on) == (
        "used", "appointed", TODAY, None,
    )  # fmt: skip
    assert row.states.last().reason == "任用：区委〔2026〕8号"


def test_an_appointment_of_somebody_on_the_way_ends_the_proposal():
    row = membership(state="proposed")

    used_by_appointment(actor=LIAISON, person_id=row.person_id, on=TODAY, document="任命")

    row.refresh_from_db()
    assert (row.state, row.exit_reason) == ("left", "appointed")


def test_a_gate_says_only_hold_or_usable():
    row, tracked, ill = membership(), membership(state="tracked"), membership(state="suspended")

    for one in (row, tracked, ill):
        assert suspend_by_gate(actor=LIAISON, person_id=one.person_id, on=TODAY) is None
        assert states(one)[-1] == "suspended"
    assert row.states.last().reason == "管理监督环节意见：暂缓"
    for one in (row, tracked, ill):
        resume_by_gate(actor=LIAISON, person_id=one.person_id, on=TODAY)

    assert [states(one)[-1] for one in (row, tracked, ill)] == ["member", "tracked", "suspended"]


def test_who_leaves_the_district_leaves_and_who_moves_inside_is_looked_at_anew():
    gone, stays, early = membership(), membership(), membership(state="proposed")

    moved(actor=LIAISON, person_id=gone.person_id, on=TODAY, leaves_district=True, text="调任市直")
    moved(actor=LIAISON, person_id=stays.person_id, on=TODAY, leaves_district=False, text="轮岗")
    moved(actor=LIAISON, person_id=early.person_id, on=TODAY, leaves_district=False, text="轮岗")

    for row in (gone, stays, early):
        row.refresh_from_db()
    assert (gone.state, gone.exit_reason) == ("left", "transferred")
    assert (stays.state, stays.next_review_on) == ("member", TODAY)
    assert early.next_review_on is None


def test_only_whom_the_limit_excludes_ages_out():
    old = membership(person(where=unit(), birth=date(1988, 1, 1)))
    young = membership()

    age_out(actor=LIAISON, person_id=old.person_id, on=TODAY)
    with pytest.raises(Refused, match="按规则尚未超龄"):
        age_out(actor=LIAISON, person_id=young.person_id, on=TODAY)

    old.refresh_from_db()
    assert (old.state, old.exit_reason) == ("left", "age")
    assert old.states.last().reason == "入库时 38 周岁，上限 37 周岁（交流发言“37岁以下”）"


def test_whoever_is_no_member_is_answered_the_same():
    nobody = person(where=unit())
    told = [
        used_by_appointment(actor=LIAISON, person_id=nobody.pk, on=TODAY, document="任命"),
        suspend_by_gate(actor=LIAISON, person_id=nobody.pk, on=TODAY),
        resume_by_gate(actor=LIAISON, person_id=nobody.pk, on=TODAY),
        moved(actor=LIAISON, person_id=nobody.pk, on=TODAY, leaves_district=True, text="调离"),
        age_out(actor=LIAISON, person_id=nobody.pk, on=TODAY),
    ]

    assert told == [None] * 5
    assert not Entry.objects.exists()


def test_a_day_before_the_newest_state_counts_from_that_state_on():
    row = membership()

    suspend_by_gate(actor=LIAISON, person_id=row.person_id, on=date(2026, 1, 1))

    assert row.states.last().begins == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("standing", "exit_reason"),
    [("transferred", "transferred"), ("left", "transferred"), ("retired", "age")],
)
def test_who_is_no_longer_managed_leaves_the_reserve_once(standing, exit_reason):
    gone, stays, later = membership(), membership(), membership()
    leave_on = TODAY - timedelta(days=3)
    type(gone.person).objects.filter(pk=gone.person_id).update(
        standing=standing, managed_until=leave_on
    )
    type(later.person).objects.filter(pk=later.person_id).update(
        standing=standing, managed_until=TODAY + timedelta(days=1)
    )

    assert follow_departures(actor=SYSTEM, on=TODAY) == 1
    assert follow_departures(actor=SYSTEM, on=TODAY) == 0

    for row in (gone, stays, later):
        row.refresh_from_db()
    assert (gone.state, gone.exit_reason, gone.left_on) == ("left", exit_reason, leave_on)
    assert gone.states.last().reason.startswith("档案管理状态：")
    assert (stays.state, later.state) == ("member", "member")
