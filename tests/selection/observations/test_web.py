"""The pages of an observation: what may be done next, the witness's word, and what concerns oneself."""

import pytest
from django.test import Client
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.people.dossiers.models import Person
from qingmiao.selection.observations.models import Observation
from tests.factories import house
from tests.factories.house import person
from tests.factories.selection import front, observation

pytestmark = pytest.mark.django_db
MINE = reverse("observations:mine")


@pytest.fixture
def town():
    return house.unit("青云镇")


def at(name, row):
    return reverse(f"observations:observation-{name}", args=[row.pk])


def browser_of(account):
    client = Client()
    client.force_login(account)
    return client


def of_person(who, role=Role.CADRE, over=None):
    account = house.account(who=who)
    house.grant(account, role, over=over)
    return browser_of(account)


def actions(client, row):
    return [each["label"] for each in client.get(at("detail", row)).context["extra_actions"]]


def test_the_page_offers_what_may_be_done_next_and_no_more(client, town):
    house.signed_in(client)
    row = observation(person=person(where=town), witness=person("钱委员"))
    assert actions(client, row) == ["提交旁证"]

    assert client.post(at("submit", row)).url == at("detail", row)
    assert actions(client, row) == ["代录旁证", "退回修改"]
    assert client.get(at("detail", row)).context["can"]["amend"] is False

    client.post(at("answer", row), {"confirms": "yes", "note": "书面证明"})
    assert actions(client, row) == ["采信", "退回修改"]
    page = client.get(at("detail", row)).content.decode()
    assert "书面证明" in page
    assert "旁证已确认" in page


def test_a_refusal_is_the_same_page_with_the_reason(client, town):
    house.signed_in(client)
    row = observation(person=person(where=town))

    answer = client.post(at("submit", row))

    assert answer.status_code == 422
    assert "请先填写旁证人：第二个在场、能证明的人" in answer.content.decode()


def test_a_witness_without_the_book_finds_it_on_the_own_page_and_answers(town):
    witness = person("钱委员", where=town)
    row = observation(person=person("林若曦", where=town), witness=witness, state="submitted")
    client = of_person(witness)
    assert client.get(at("detail", row)).status_code == 404

    page = client.get(MINE)
    assert page.context["waiting"] == [row]
    assert "林若曦" in page.content.decode()
    form = client.get(at("answer", row))
    assert "逐户上门二十余次" in form.content.decode()
    refused = client.post(at("answer", row), {"confirms": "no", "note": ""})
    assert refused.status_code == 422
    assert "存疑须写明理由" in refused.content.decode()
    silent = client.post(at("answer", row), {"note": "没有选"})
    assert silent.status_code == 422

    answer = client.post(at("answer", row), {"confirms": "no", "note": "当天不在场"})

    assert answer.url == MINE
    row.refresh_from_db()
    assert (row.state, row.witness_note) == ("questioned", "当天不在场")
    assert client.get(at("answer", row)).status_code == 404
    assert client.get(MINE).context["waiting"] == []


def test_a_draft_is_nobodys_business_yet(town):
    witness = person("钱委员", where=town)
    observation(person=person("林若曦", where=town), witness=witness)

    page = of_person(witness).get(MINE)

    assert page.context["waiting"] == []
    assert "林若曦" not in page.content.decode()


def test_an_observer_finds_the_own_ones_the_open_first(town):
    observer = person("周镇长", where=town)
    old = observation(observer=observer, state="questioned", witness=person("钱委员"))
    Observation.objects.filter(pk=old.pk).update(observed_on="2026-02-01", witness_note="请核对")
    new = observation(observer=observer, state="submitted", witness=person())

    page = of_person(observer, Role.UNIT_SECRETARY, town).get(MINE)

    assert page.context["written"] == [old, new]
    assert "请核对" in page.content.decode()
    assert page.context["may_write"]


def test_the_person_reads_and_answers_only_where_the_front_says_so(town):
    who = person("林若曦", where=town)

    def about(access, action):
        return observation(
            person=who, front=front(subject_access=access), action=action, state="accepted",
            witness=person(),
        )  # fmt: skip

    about("hidden", "不告知的行为")
    about("shown", "只告知的行为")
    open_row = about("reply", "可回应的行为")
    client = of_person(who)

    text = client.get(MINE).content.decode()
    assert "不告知的行为" not in text
    assert "只告知的行为" in text
    assert text.count("提交回应") == 1
    assert "旁证人" not in text, "who said it is not told"

    empty = client.post(at("reply", open_row), {"reply": ""})
    assert empty.status_code == 422
    assert client.post(at("reply", open_row), {"reply": "已经改进"}).url == MINE
    assert "已经改进" in client.get(MINE).content.decode()
    desk = browser_of(house.holder(Role.OFFICER))
    assert "已经改进" in desk.get(at("detail", open_row)).content.decode()


def test_sending_back_asks_why(client, town):
    house.signed_in(client)
    row = observation(person=person(where=town), witness=person(), state="submitted")
    assert "退回理由" in client.get(at("send-back", row)).content.decode()
    assert client.post(at("send-back", row), {"reason": ""}).status_code == 422

    assert client.post(at("send-back", row), {"reason": "写得含糊"}).url == at("detail", row)

    row.refresh_from_db()
    assert row.state == "draft"


@pytest.mark.parametrize("many", [1, 3])
def test_the_own_page_asks_as_much_for_three_as_for_one(town, many, django_assert_num_queries):
    who = person("钱委员", where=town)
    client = of_person(who, Role.UNIT_SECRETARY, town)
    for _ in range(many):
        observation(person=person(), witness=who, state="submitted")
        observation(person=person(), observer=who)
        observation(
            person=who, front=front(subject_access="reply"), witness=person(), state="accepted"
        )
    client.get(MINE)

    with django_assert_num_queries(8):
        page = client.get(MINE)

    assert [len(page.context[name]) for name in ("waiting", "written", "shown")] == [many] * 3


def test_without_a_person_there_is_no_own_page(client):
    house.signed_in(client)

    assert client.get(MINE).status_code == 404


def test_the_list_leads_to_the_own_page(client, town):
    house.signed_in(client, who=person("周科员", where=town))

    assert MINE in client.get(reverse("observations:observation")).content.decode()
    assert Person.objects.count() == 1
