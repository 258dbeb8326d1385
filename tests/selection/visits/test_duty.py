"""Who keeps contact with which unit on which day."""

from datetime import date

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.services import enter
from qingmiao.selection.visits.models import Liaison
from qingmiao.selection.visits.queries.duty import places, units_of_duty
from qingmiao.selection.visits.register import LIAISONS
from qingmiao.selection.visits.services.duty import hand_over
from tests.factories.house import TODAY, holder, leader, officer, person, signed_in
from tests.factories.selection import visit

pytestmark = pytest.mark.django_db
FROM = date(2026, 7, 1)


def handed(field, **changes):
    heir = person("接任者", where=field.office)
    values = {
        "actor": officer(),
        "liaison_id": field.duty.pk,
        "person_id": heir.pk,
        "on": FROM,
        "reason": "轮岗",
    }
    return hand_over(**(values | changes))


def test_a_duty_reaches_what_lies_below_it(field):
    for who in (field.point, field.group, field.head):
        assert units_of_duty(person_id=who.pk, on=TODAY) == {field.town.pk}
    assert units_of_duty(person_id=person().pk, on=TODAY) == frozenset()
    assert units_of_duty(person_id=None, on=TODAY) == frozenset()


def test_a_handover_ends_one_duty_on_the_day_the_next_begins(field):
    new = handed(field)

    field.duty.refresh_from_db()
    assert (field.duty.ends, new.begins, new.unit, new.group_name) == (
        FROM, FROM, field.town, "一组",
    )  # fmt: skip
    assert places(on=TODAY)[field.town.pk].head == "点干事"
    assert places(on=FROM)[field.town.pk].head == "接任者"
    assert units_of_duty(person_id=field.point.pk, on=FROM) == frozenset()


def test_a_point_whose_head_left_stays_in_its_group_without_one(field):
    field.duty.ends = FROM
    field.duty.save(update_fields=["ends"])

    place = places(on=FROM)[field.town.pk]

    assert (place.head, place.head_id, place.group) == ("", None, "一组")
    assert units_of_duty(person_id=field.group.pk, on=FROM) == {field.town.pk}


def test_a_handover_is_refused_with_every_reason(field):
    with pytest.raises(Refused) as no:
        handed(field, on=field.duty.begins, person_id=field.point.pk, reason=" ")
    assert list(no.value.reasons) == [
        "交接日期须晚于原分工的起期",
        "接手的人与现任相同",
        "请写明理由",
    ]

    handed(field)
    with pytest.raises(Refused) as no:
        handed(field, on=date(2026, 8, 1))
    assert list(no.value.reasons) == ["这项分工已于 2026.07.01 交出"]
    with pytest.raises(Forbidden):
        handed(field, actor=field.group_head)


def test_two_heads_never_share_a_point(field):
    values = {
        "segment": field.segment,
        "level": "point",
        "group_name": "一组",
        "unit": field.town,
        "person": person(),
        "begins": TODAY,
    }
    with pytest.raises(Refused) as no:
        enter(actor=officer(), register=LIAISONS, values=values, on=TODAY)
    assert list(no.value.reasons) == ["该单位这一时期已有点长，请先办理交接"]

    with pytest.raises(Refused) as no:
        enter(
            actor=leader(),
            register=LIAISONS,
            values=values | {"level": "group", "group_name": "", "unit": None},
            on=TODAY,
        )
    assert list(no.value.reasons) == ["组长须填写组"]


def test_a_handover_in_the_browser_keeps_its_history(client, field):
    signed_in(client)
    heir = person("接任者", where=field.office)
    url = reverse("visits:liaison-handover", args=[field.duty.pk])

    assert client.get(url).status_code == 200
    wrong = client.post(url, {"person": heir.pk, "on": "2014-01-01", "reason": "轮岗"})
    right = client.post(url, {"person": heir.pk, "on": "2026-07-01", "reason": "轮岗"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    past = client.get(reverse("visits:liaison-detail", args=[field.duty.pk])).context["past"]
    assert [row.person.name for row in past] == ["接任者", "点干事"]
    segment = reverse("visits:segment-detail", args=[field.segment.pk])
    heads = [
        place.head
        for day in ("2026-06-30", "2026-07-01", "what")
        for _unit, place in client.get(segment, {"on": day}).context["points"]
    ]
    assert heads == ["点干事", "接任者", "点干事"]
    assert Liaison.objects.filter(unit=field.town).count() == 2


def test_my_units_show_what_waits_for_me(client, field):
    account = holder(Role.GROUP_HEAD, over=field.town, who=field.group)
    client.force_login(account)
    waiting = visit(unit=field.town, segment=field.segment, visitor=field.point)
    visit(unit=field.town, segment=field.segment, visitor=field.group, held_on=TODAY)
    plan = visit(
        unit=field.town, segment=field.segment, visitor=field.group, state="planned",
        held_on=date(2026, 7, 2),
    )  # fmt: skip

    page = client.get(reverse("visits:mine"))

    assert [contact.unit_id for contact in page.context["contacts"]] == [field.town.pk]
    assert page.context["contacts"][0].next_on == date(2026, 7, 2)
    assert page.context["waiting"] == [waiting]
    assert page.context["plans"] == [plan]


@pytest.mark.parametrize("rows", [1, 3])
def test_my_units_ask_a_fixed_number_of_questions(client, field, rows, django_assert_num_queries):
    client.force_login(holder(Role.POINT_HEAD, over=field.town, who=field.point))
    for number in range(rows):
        visit(unit=field.town, segment=field.segment, held_on=date(2026, 3, 1 + number))

    with django_assert_num_queries(15):
        client.get(reverse("visits:mine"))
