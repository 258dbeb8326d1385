from datetime import date, timedelta

import pytest

from qingmiao.access.enums import Role
from qingmiao.cultivation.courses.models import Enrolment, SeatQuota
from qingmiao.cultivation.courses.queries.enrolment import line_key, place_in_line, seats_shown
from qingmiao.cultivation.courses.register import QUOTAS
from qingmiao.cultivation.courses.services import enrolment as services
from qingmiao.cultivation.courses.services.training_class import (
    approve_class,
    cancel_class,
    extend_enrolment,
    open_enrolment,
    start_class,
)
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.notices.models import Notice
from qingmiao.people.calendars.models import Absence
from qingmiao.registers.services import amend, enter
from tests.factories import house
from tests.factories.cultivation import OPENING, open_class, training_class

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def cadre(where=None, **changes):
    """Somebody with an account, and the actor they are."""
    who = house.person(where=where or house.unit(), **changes)
    account = house.account(who=who)
    house.grant(account, Role.CADRE, matter=("own", who.pk))
    return who, house.acting(account)


def enrolled(found, actor, at=OPENING):
    return services.enrol_oneself(actor=actor, class_id=found.pk, at=at)


def states(found):
    rows = Enrolment.objects.filter(training_class=found).order_by("pk")
    return list(rows.values_list("state", flat=True))


def test_the_first_have_a_seat_and_the_next_wait_visibly():
    found = open_class(seats=1)
    (_one, first), (_other, second) = cadre(), cadre()

    enrolled(found, first)
    waiting = enrolled(found, second)

    assert states(found) == ["held", "waiting"]
    assert place_in_line(waiting).position == 1


def test_whoever_leaves_makes_room_and_the_next_is_told_until_when():
    found = open_class(seats=1)
    (_one, first), (_other, second) = cadre(), cadre()
    seat, waiting = enrolled(found, first), enrolled(found, second)

    services.withdraw_enrolment(actor=first, enrolment_id=seat.pk, reason="出差", at=OPENING + HOUR)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.expires_at) == ("offered", OPENING + 25 * HOUR)
    assert Notice.objects.get(kind="courses.enrolment.offered").asks

    services.accept_offer(actor=second, enrolment_id=waiting.pk, at=OPENING + 2 * HOUR)

    assert states(found) == ["withdrawn", "held"]


def test_an_offer_that_runs_out_goes_to_the_next():
    found = open_class(seats=1)
    people = [cadre()[1] for _each in range(3)]
    rows = [enrolled(found, each) for each in people]
    services.withdraw_enrolment(actor=people[0], enrolment_id=rows[0].pk, reason="出差", at=OPENING)

    promoted = [
        services.advance_line(actor=people[0], key=line_key(found.pk), at=OPENING + 24 * HOUR)
        for _twice in range(2)
    ]

    assert promoted == [1, 0]
    assert states(found) == ["withdrawn", "lapsed", "offered"]


@pytest.mark.parametrize(
    ("at", "reason"),
    [(OPENING - 2 * HOUR, "报名还没有开始"), (OPENING + timedelta(days=10), "报名已经截止")],
    ids=["before it opens", "at the deadline itself"],
)
def test_enrolment_has_a_window(at, reason):
    found = open_class()

    with pytest.raises(Refused, match=reason):
        enrolled(found, cadre()[1], at=at)


def test_nobody_enrols_twice_nor_where_no_enrolment_is_open():
    found, (_who, actor) = open_class(seats=2), cadre()
    enrolled(found, actor)

    with pytest.raises(Refused, match="不能重复报名"):
        enrolled(found, actor)
    with pytest.raises(Refused, match="没有报名办法"):
        enrolled(training_class(), actor)


def test_leave_and_other_classes_stand_in_the_way():
    found, same_day = open_class(), open_class()
    who, actor = cadre()
    Absence.objects.create(
        person=who, kind="annual", begins=date(2026, 9, 8), ends=date(2026, 9, 10)
    )

    with pytest.raises(Refused, match="与休假冲突"):
        enrolled(found, actor)

    Absence.objects.update(ends=date(2026, 9, 9))
    enrolled(found, actor)
    with pytest.raises(Refused, match="冲突"):
        enrolled(same_day, actor)


def test_the_unit_is_asked_and_its_no_frees_the_seat():
    unit = house.unit()
    secretary = house.actor(Role.UNIT_SECRETARY, over=unit)
    found = open_class(terms={"needs_approval": True})
    (_one, first), (_other, second) = cadre(where=unit), cadre(where=unit)
    asked, waiting = enrolled(found, first), enrolled(found, second)

    with pytest.raises(Forbidden):
        services.answer_enrolment(
            actor=first, enrolment_id=asked.pk, agrees=True, reason="", at=OPENING
        )
    with pytest.raises(Refused, match="请写明理由"):
        services.answer_enrolment(
            actor=secretary, enrolment_id=asked.pk, agrees=False, reason="", at=OPENING
        )
    services.answer_enrolment(
        actor=secretary, enrolment_id=asked.pk, agrees=False, reason="任务重", at=OPENING
    )

    waiting.refresh_from_db()
    assert states(found) == ["refused", "offered"]
    assert waiting.approval == "pending"


def test_a_unit_fills_its_own_seats_and_nobody_elses():
    unit = house.unit()
    found = open_class(seats=3, terms={"by_quota": True})
    officer = house.actor(Role.OFFICER)
    enter(
        actor=officer, register=QUOTAS,
        values={"training_class": found, "unit": unit, "seats": 2}, on=house.TODAY,
    )  # fmt: skip
    assert [(each.label, each.seats) for each in seats_shown(class_id=found.pk)] == [
        ("公开名额", 1), (str(unit), 2),
    ]  # fmt: skip
    secretary = house.actor(Role.UNIT_SECRETARY, over=unit)
    people = [house.person(where=unit) for _each in range(3)]
    stranger = house.person(where=house.unit())

    with pytest.raises(Forbidden):
        services.send_people(
            actor=secretary, class_id=found.pk, unit_id=unit.pk, person_ids=[stranger.pk],
            at=OPENING,
        )  # fmt: skip
    services.send_people(
        actor=secretary, class_id=found.pk, unit_id=unit.pk,
        person_ids=[each.pk for each in people], at=OPENING,
    )  # fmt: skip

    assert states(found) == ["held", "held", "waiting"]
    with pytest.raises(Refused, match="已占用 2 个名额"):
        amend(
            actor=officer, register=QUOTAS, pk=SeatQuota.objects.get().pk,
            values={"seats": 1}, version=1, on=house.TODAY,
        )  # fmt: skip


def test_the_department_names_people_with_a_source_and_before_others_where_declared():
    found = open_class(seats=1, terms={"by_naming": True, "policy": "priority"})
    officer = house.actor(Role.OFFICER)
    (_one, first), (_other, second) = cadre(), cadre()
    seat = enrolled(found, first)
    enrolled(found, second)
    named = house.person(where=house.unit())

    with pytest.raises(Refused, match="点名依据"):
        services.name_people(
            actor=officer, class_id=found.pk, person_ids=[named.pk], source=" ", at=OPENING
        )
    services.name_people(
        actor=officer, class_id=found.pk, person_ids=[named.pk], source="储备库", at=OPENING
    )
    services.withdraw_enrolment(actor=first, enrolment_id=seat.pk, reason="出差", at=OPENING)

    assert Enrolment.objects.get(person=named).state == "offered"


def test_a_class_that_begins_closes_its_line():
    found = open_class(seats=1)
    (_one, first), (_other, second) = cadre(), cadre()
    enrolled(found, first)
    enrolled(found, second)

    start_class(actor=house.actor(Role.OFFICER), class_id=found.pk, at=OPENING + HOUR)

    assert states(found) == ["held", "closed"]
    with pytest.raises(Refused, match="现在不接受报名"):
        enrolled(found, cadre()[1])


def test_a_class_is_cancelled_with_a_reason_that_everybody_hears():
    found, (_who, actor) = open_class(), cadre()
    enrolled(found, actor)
    officer = house.actor(Role.OFFICER)

    with pytest.raises(Refused, match="取消理由"):
        cancel_class(actor=officer, class_id=found.pk, reason=" ", at=OPENING)
    cancel_class(actor=officer, class_id=found.pk, reason="场地停用", at=OPENING)

    assert states(found) == ["closed"]
    assert Notice.objects.filter(kind="courses.class.cancelled").count() == 1


def test_the_steps_of_a_class_follow_each_other():
    found = training_class(state="planned")
    officer = house.actor(Role.OFFICER)
    hand = house.actor(Role.UNIT_SECRETARY, over=found.programme.organizer)

    with pytest.raises(Forbidden):
        approve_class(actor=hand, class_id=found.pk)
    approve_class(actor=officer, class_id=found.pk)
    with pytest.raises(Refused, match="不能转为"):
        approve_class(actor=officer, class_id=found.pk)
    with pytest.raises(Refused) as no:
        open_enrolment(actor=hand, class_id=found.pk, at=OPENING)

    assert no.value.reasons == ("请先登记报名办法", "请先登记课次，学员要知道何时何地上课")


def test_the_deadline_is_only_extended():
    found, officer = open_class(), house.actor(Role.OFFICER)

    with pytest.raises(Refused, match="只能延后"):
        extend_enrolment(
            actor=officer, class_id=found.pk, closes_at=OPENING + HOUR, reason="人多", at=OPENING
        )
    later = OPENING + timedelta(days=20)
    made = extend_enrolment(
        actor=officer, class_id=found.pk, closes_at=later, reason="人多", at=OPENING
    )

    assert made.closes_at == later
