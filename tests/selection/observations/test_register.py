"""Fronts and observations through their doors."""

from datetime import date
from http import HTTPStatus

import pytest
from django.db import IntegrityError, transaction
from django.forms import Textarea
from django.urls import reverse

from qingmiao.evidence.models import Evidence
from qingmiao.kernel.errors import Refused
from qingmiao.orgs.models import CodeEntry
from qingmiao.registers.services import enter, void
from qingmiao.selection.observations.models import Front, Observation
from qingmiao.selection.observations.register import FRONTS, OBSERVATIONS
from tests.factories.ground import apply, errors_of, exported, judgements, send
from tests.factories.house import (
    TODAY,
    code_entry,
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
        **changes,
    }


def test_an_observation_is_entered(client):
    signed_in(client)

    answer = client.post(reverse("observations:observation-new"), posted())

    [row] = Observation.objects.all()
    assert answer.url == reverse("observations:observation-detail", args=[row.pk])
    assert (row.person.name, row.observed_on, row.state) == ("林若曦", SEEN_ON, "draft")
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


def test_the_form_begins_with_who_writes_and_today(client):
    observer = person("周镇长")
    signed_in(client, who=observer)

    form = client.get(reverse("observations:observation-new")).context["form"]

    assert "state" not in form.fields
    assert form["observer"].value() == f"周镇长 #{observer.pk}"
    assert form["observed_on"].value() == "2026-06-30"


def test_what_was_submitted_is_not_changed(client):
    signed_in(client)
    row = observation(state="submitted", witness=person("钱委员"))
    url = reverse("observations:observation-edit", args=[row.pk])
    same = posted(front=row.front_id, person=row.person_id, observer=row.observer_id)

    answer = client.post(url, same | {"witness": f"#{row.witness_id}", "action": "另写一句"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert errors_of(answer) == ["已提交旁证的识别不能修改，请退回后再改，或作废后重新登记"]


def test_a_page_does_not_enter_an_accepted_one():
    with pytest.raises(Refused) as no:
        enter(
            actor=officer(), register=OBSERVATIONS, on=TODAY,
            values={
                "front": front(), "person": person(where=unit()), "observer": person(),
                "witness": person(), "observed_on": SEEN_ON, "dimension": "duty", "situation": "甲",
                "task": "乙", "action": "丙", "result": "丁", "state": "accepted",
            },
        )  # fmt: skip

    assert no.value.reasons == ("识别从草稿开始，经提交、旁证、采信，不能直接登记为其他状态",)


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
    observation(person=person("林若曦", where=unit()), state="accepted", witness=person("钱委员"))
    content = exported(client, OBSERVATIONS)
    Observation.objects.all().delete()

    batch = send(client, OBSERVATIONS, content)
    apply(client, OBSERVATIONS, batch)

    [row] = Observation.objects.all()
    assert (row.person.name, row.source, row.state) == ("林若曦", "import", "accepted")
    assert Evidence.objects.get().verified_by == "钱委员"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(client, rows, django_assert_num_queries):
    signed_in(client)
    for _ in range(rows):
        observation()

    with django_assert_num_queries(10):
        answer = client.get(reverse("observations:observation"))

    assert answer.context["total"] == rows


def test_the_form_offers_the_four_dimensions_of_the_speech_and_room_to_write(client):
    signed_in(client)

    form = client.get(reverse("observations:observation-new")).context["form"]

    offered = [value for value, _label in form.fields["dimension"].choices if value]
    assert offered == ["politics", "duty", "pressure", "complexity"]
    for name in ("situation", "task", "action", "result"):
        assert isinstance(form.fields[name].widget, Textarea)


def test_the_database_knows_no_other_dimension():
    with pytest.raises(IntegrityError, match="four_dimensions"), transaction.atomic():
        observation(dimension="learning")


def test_the_kinds_of_fronts_are_the_districts_own_words(client):
    """A kind added on the page of code lists is offered at once; a closed one takes no new front."""
    signed_in(client)
    town, added = (
        unit(),
        {"code_list": "frontlines", "code": "six-4", "label": "提质工程", "sort_no": 1},
    )
    assert client.post(reverse("orgs:code-new"), added | {"on": "2026-01-01"}).status_code == 302

    def post(name):
        kinds = (
            client.get(reverse("observations:front-new")).context["form"].fields["kind"].queryset
        )
        kind = kinds.get(label="提质工程")
        return client.post(
            reverse("observations:front-new"),
            {
                "name": name, "kind": kind.pk, "unit": town.pk, "place": "茶山村",
                "begins": "2026-06-01", "ends": "", "subject_access": "hidden",
            },
        )  # fmt: skip

    assert post("茶山提质").status_code == 302
    CodeEntry.objects.filter(label="提质工程").update(ends=date(2026, 6, 1))
    late = post("白水提质")

    assert late.status_code == 422
    assert "这一类别已于 2026.06.01 停用" in late.content.decode()
    [front_] = Front.objects.filter(kind__label="提质工程")
    assert (front_.name, front_.place) == ("茶山提质", "茶山村")
