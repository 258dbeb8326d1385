"""Fronts and observations through their doors."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.evidence.models import Evidence
from qingmiao.kernel.errors import Refused
from qingmiao.registers.services import amend, enter, void
from qingmiao.selection.observations.models import Front, Observation
from qingmiao.selection.observations.register import FRONTS, OBSERVATIONS
from tests.factories.ground import apply, errors_of, exported, judgements, send
from tests.factories.house import (
    TODAY,
    actor,
    code_entry,
    district,
    officer,
    person,
    signed_in,
    unit,
)
from tests.factories.selection import SEEN_ON, front, observation

pytestmark = pytest.mark.django_db


def posted(**changes):
    return {
        "front": f"#{changes.pop('front', None) or front().pk}",
        "person": f"#{changes.pop('person', None) or person('林若曦', where=unit()).pk}",
        "observer": f"#{changes.pop('observer', None) or person('周镇长').pk}",
        "observed_on": "2026.03.10",
        "dimension": "pressure",
        "situation": "征拆僵持",
        "task": "签下七户",
        "action": "逐户上门",
        "result": "全部签约",
        "polarity": "for",
        "witness": "",
        "state": "submitted",
        **changes,
    }


def test_an_observation_is_entered(client):
    signed_in(client)

    answer = client.post(reverse("observations:observation-new"), posted())

    [row] = Observation.objects.all()
    assert answer.url == reverse("observations:observation-detail", args=[row.pk])
    assert (row.person.name, row.observed_on, row.state) == ("林若曦", SEEN_ON, "submitted")
    assert not Evidence.objects.exists()


def test_nobody_observes_oneself(client):
    signed_in(client)
    who = person(where=unit()).pk

    answer = client.post(reverse("observations:observation-new"), posted(person=who, observer=who))

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert errors_of(answer) == ["识别人不得为本人"]


def test_a_witness_is_somebody_else(client):
    signed_in(client)
    who = person("周镇长").pk

    answer = client.post(
        reverse("observations:observation-new"), posted(observer=who, witness=f"#{who}")
    )

    assert errors_of(answer) == ["旁证人须为识别人、本人以外的第三人"]


def test_what_the_department_accepts_becomes_evidence_and_leaves_with_its_record():
    row = observation(witness=person("钱委员"))

    amend(
        actor=officer(),
        register=OBSERVATIONS,
        pk=row.pk,
        values={"state": "accepted"},
        version=1,
        on=TODAY,
    )

    [claim] = Evidence.objects.all()
    assert (claim.person, claim.claim, claim.source_person, claim.verified_by) == (
        row.person,
        "逐户上门二十余次",
        row.observer,
        "钱委员",
    )

    void(actor=officer(), register=OBSERVATIONS, pk=row.pk, reason="重复登记", at=row.entered_at)

    claim.refresh_from_db()
    assert claim.retract_reason == "重复登记"


def test_an_observer_does_not_accept_the_own_observation():
    observer = person("周镇长")
    row = observation(observer=observer, witness=person())

    with pytest.raises(Refused) as no:
        amend(
            actor=officer(who=observer),
            register=OBSERVATIONS,
            pk=row.pk,
            values={"state": "accepted"},
            version=1,
            on=TODAY,
        )

    assert no.value.reasons == ("识别人不得采信本人提交的识别",)
    assert not Evidence.objects.exists()


def test_a_liaison_does_not_accept():
    _, _, town = district()
    row = observation(person=person(where=town), witness=person())

    with pytest.raises(Refused) as no:
        amend(
            actor=actor(Role.POINT_HEAD, over=town),
            register=OBSERVATIONS,
            pk=row.pk,
            values={"state": "accepted"},
            version=1,
            on=TODAY,
        )

    assert no.value.reasons == ("采信由干部科办理",)


def test_a_front_with_observations_is_not_voided():
    row = observation()

    with pytest.raises(Refused) as no:
        void(
            actor=officer(),
            register=FRONTS,
            pk=row.front_id,
            reason="误登",
            at=row.entered_at,
        )

    assert no.value.reasons == ("名下还有 1 条一线识别记录，请先作废它们",)


def test_a_front_is_entered_once():
    kind, where = code_entry(), unit()
    values = {"name": "高铁新城", "kind": kind, "unit": where, "begins": SEEN_ON}
    enter(actor=officer(), register=FRONTS, values=values, on=TODAY)

    with pytest.raises(Refused) as no:
        enter(actor=officer(), register=FRONTS, values=values, on=TODAY)

    assert no.value.reasons == ("已有同名的一线任务",)
    assert Front.objects.count() == 1


def test_an_export_comes_back_unchanged(client):
    signed_in(client)
    observation(witness=person("钱委员"), person=person("张伟", where=unit()))
    observation(person=person("张伟", where=unit()))

    batch = send(client, OBSERVATIONS, exported(client, OBSERVATIONS))

    assert judgements(batch) == [("unchanged",), ("unchanged",)]


def test_past_years_are_brought_in(client):
    signed_in(client)
    observation(person=person("林若曦", where=unit()))
    content = exported(client, OBSERVATIONS)
    Observation.objects.all().delete()

    batch = send(client, OBSERVATIONS, content)
    apply(client, OBSERVATIONS, batch)

    [row] = Observation.objects.all()
    assert (row.person.name, row.source) == ("林若曦", "import")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(client, rows, django_assert_num_queries):
    signed_in(client)
    for _ in range(rows):
        observation()

    with django_assert_num_queries(10):
        answer = client.get(reverse("observations:observation"))

    assert answer.context["total"] == rows
