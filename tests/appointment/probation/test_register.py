from datetime import date

import pytest
import time_machine
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.appointment.probation.models import Probation
from qingmiao.appointment.probation.register import TRIALS
from qingmiao.evidence.enums import Polarity, SourceKind
from qingmiao.evidence.models import Evidence
from qingmiao.registers.services import amend, void
from tests.factories import appointment, house
from tests.factories.ground import exported, judgements, send

pytestmark = pytest.mark.django_db


def posted(of, **changes):
    return {
        "appointment": of.pk,
        "begins": "2025.04.07",
        "planned_end": "2026.04.07",
        "state": "running",
        **changes,
    }


def concluded(row, **changes):
    return amend(
        actor=house.officer(),
        register=TRIALS,
        pk=row.pk,
        values={"assessed_on": date(2026, 4, 7), **changes},
        version=row.version,
        on=house.TODAY,
    )


def standing():
    return Evidence.objects.filter(retracted_at__isnull=True)


def test_a_trial_comes_in_by_its_form(client):
    of = appointment.appointment(house.person("张苗", where=house.unit()))
    house.signed_in(client)

    client.post(reverse("probation:probation-new"), posted(of))

    [row] = Probation.objects.all()
    assert str(row) == "张苗 2025.04.07"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"planned_end": "2025.04.07"}, "试用期满须晚于试用开始"),
        ({"planned_end": "2026.04.06"}, "试用期 11 个月，应满 12 个月"),
        ({"state": "confirmed"}, "转正、延长、免职须填写考核日期"),
        ({"state": "confirmed", "assessed_on": "2026.01.05"}, "试用期未满 12 个月，不能转正"),
    ],
)
def test_a_trial_that_cannot_stand_says_why(client, changes, said):
    house.signed_in(client)

    answer = client.post(
        reverse("probation:probation-new"), posted(appointment.appointment(), **changes)
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_an_appointment_has_one_open_trial(client):
    row = appointment.trial()
    house.signed_in(client)

    answer = client.post(
        reverse("probation:probation-new"), posted(row.appointment, begins="2025.04.08",
                                                   planned_end="2026.04.08")
    )  # fmt: skip

    assert "该任职已有进行中的试用期" in answer.content.decode()


@pytest.mark.parametrize(
    ("state", "polarity"),
    [
        ("confirmed", Polarity.FOR),
        ("extended", Polarity.AGAINST),
        ("returned", Polarity.AGAINST),
    ],
)
def test_a_concluded_trial_speaks_through_its_assessment(state, polarity):
    row = appointment.trial()

    concluded(row, state=state, assessment="分管项目按期开工")

    [claim] = standing()
    assert (claim.person, claim.polarity) == (row.appointment.person, polarity)
    assert (claim.source_kind, claim.claim) == (SourceKind.APPRAISAL, "分管项目按期开工")
    assert claim.source_unit == row.appointment.to_unit


def test_without_an_assessment_it_says_nothing():
    concluded(appointment.trial(), state="confirmed")

    assert not standing().exists()


def test_what_is_voided_is_retracted():
    row = concluded(appointment.trial(), state="confirmed", assessment="合格")

    void(
        actor=house.officer(),
        register=TRIALS,
        pk=row.pk,
        reason="登记有误",
        at="2026-06-30T09:00:00+08:00",
    )

    assert not standing().exists()


@time_machine.travel("2026-06-30T10:00:00+08:00", tick=False)
def test_what_is_due_is_the_list_under_a_filter(client):
    for day in (date(2026, 6, 29), date(2026, 6, 30), date(2026, 7, 30), date(2026, 7, 31)):
        appointment.trial(begins=day.replace(year=2025), planned_end=day)
    appointment.trial(
        begins=date(2025, 7, 10),
        planned_end=date(2026, 7, 10),
        state="confirmed",
        assessed_on=date(2026, 6, 20),
    )
    house.signed_in(client)

    listed = client.get(reverse("probation:probation"))
    answer = client.get(reverse("probation:due"), follow=True)

    assert reverse("probation:due") in listed.content.decode()
    due = [line.cells[3].text for line in answer.context["lines"]]
    assert sorted(due) == ["2026.06.30", "2026.07.30"]


def test_the_part_swapped_is_the_part_reloaded(client):
    appointment.trial(appointment.appointment(house.person(where=house.unit())))
    house.signed_in(client, Role.OFFICER)
    address = reverse("probation:probation")

    whole = client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()

    assert part.strip() in whole


def test_what_goes_out_comes_back_unchanged(client):
    appointment.trial(appointment.appointment(house.person("张苗", where=house.unit())))
    house.signed_in(client)

    assert judgements(send(client, TRIALS, exported(client, TRIALS))) == [("unchanged",)]


def test_the_list_asks_as_much_for_three_as_for_one(client, django_assert_num_queries):
    house.signed_in(client)
    for rows in (1, 2):
        for _ in range(rows):
            appointment.trial(appointment.appointment(house.person(where=house.unit())))
        with django_assert_num_queries(7):
            assert client.get(reverse("probation:probation")).status_code == 200
