"""Blocks, duties and requests through their doors."""

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.placement.blocks.models import Duty, ResidentRequest
from qingmiao.placement.blocks.register import BLOCKS, DUTIES, REQUESTS
from tests.factories.ground import (
    client_of,
    errors_of,
    exported,
    judgements,
    person,
    send,
    unit,
)
from tests.factories.placement import block, duty, request

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def officer_client():
    return client_of(Role.OFFICER)


def served(where, who, **changes):
    return {
        "block": f"#{where.pk}", "person": f"#{who.pk}", "role": "governor", "tier": "district",
        "begins": "2024-06-01", "ends": "", "handover": "", **changes,
    }  # fmt: skip


def asked(where, **changes):
    return {
        "block": f"#{where.pk}", "received_on": "2025-06-01", "channel": "ledger",
        "hotline_no": "", "category": "safety", "content": "井盖破损", "contact_masked": "****1234", "handler": "", "due_on": "",
        "state": "received", "done_on": "", "outcome": "", "satisfaction": "", **changes,
    }  # fmt: skip


def test_a_duty_of_the_same_block_and_time_is_refused_in_words(officer_client):
    standing = duty()

    answer = officer_client.post(
        reverse("blocks:duty-new"), served(standing.block, standing.person)
    )

    assert errors_of(answer) == ["该同志在这一时期已负责本区块"]


def test_a_duty_ends_after_it_begins(officer_client):
    answer = officer_client.post(
        reverse("blocks:duty-new"), served(block(), person(), ends="2024-06-01")
    )

    assert errors_of(answer) == ["结束日期须晚于开始日期"]


def test_a_second_block_of_the_code_is_refused(officer_client):
    values = {
        "code": block().code, "name": "新区块", "unit": unit().pk, "households": "300",
        "parent": "", "governors_wanted": "1", "assistants_wanted": "1", "supervisors_wanted": "1",
        "begins": "2024-01-01", "ends": "",
    }  # fmt: skip

    assert errors_of(officer_client.post(reverse("blocks:block-new"), values)) == [
        "已有相同编号的区块"
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"done_on": "2025-05-31"}, "办结日期不得早于受理日期"),
        ({"satisfaction": "6", "state": "closed"}, "满意度为 1 至 5"),
        ({"contact_masked": "13800138000"}, "联系方式只留后四位，如 ****1234"),
        ({"channel": "code"}, "窗口、电话和扫码的诉求在受理页面登记"),
        ({"channel": "hotline"}, "12345 转办的诉求须写工单号，其他渠道不写"),
        ({"state": "declined"}, "已分类、已并单、不予受理只能按步骤办理，不能直接登记"),
    ],
)
def test_a_request_that_cannot_be_is_refused_in_words(officer_client, changes, message):
    answer = officer_client.post(reverse("blocks:request-new"), asked(block(), **changes))

    assert answer.status_code == 422
    assert message in errors_of(answer)
    assert not ResidentRequest.objects.exists()


def test_a_block_head_takes_requests_in_for_the_own_block_only():
    mine, other = block(), block()
    client = client_of(Role.BLOCK_HEAD, matter=(ScopeKind.BLOCK, mine.pk))
    url = reverse("blocks:request-new")

    assert client.post(url, asked(mine)).status_code == 302
    assert client.post(url, asked(other)).status_code == 422
    assert [row.block for row in ResidentRequest.objects.all()] == [mine]


def test_who_is_on_duty_today_is_counted_by_role_and_a_vacancy_is_seen(officer_client):
    full, empty = block("满岗区块"), block("缺岗区块")
    for role in ("governor", "assistant", "supervisor"):
        duty(block=full, role=role)
    duty(block=empty)
    duty(block=empty, role="assistant", begins="2020-01-01", ends="2021-01-01")

    cards = officer_client.get(reverse("blocks:block")).context["cards"]
    vacant = officer_client.get(cards[1]["url"])

    assert [card["value"] for card in cards] == [2, 1, 2, 1, 1]
    [line] = vacant.context["lines"]
    assert [cell.text for cell in line.cells][1] == "缺岗区块"
    assert [cell.text for cell in line.cells][-3:] == ["1", "0", "0"]


def test_requests_are_counted_by_whose_word_it_is(officer_client):
    request(due_on="2025-06-02")
    request(due_on="2999-01-01")
    request(state="done", due_on="2025-06-02")
    for satisfaction in (5, 4):
        request(state="confirmed", satisfaction=satisfaction)
    request(state="reopened")

    cards = officer_client.get(reverse("blocks:request")).context["cards"]

    assert {card["label"]: card["value"] for card in cards} == {
        "在办": 3, "超过时限": 1, "待群众确认": 1, "群众确认": 2, "重新办理": 1,
    }  # fmt: skip
    assert cards[3]["note"] == "平均满意度 4.5"
    for card in cards:
        assert officer_client.get(card["url"]).context["total"] == card["value"]


def test_nobody_was_asked_yet(officer_client):
    cards = officer_client.get(reverse("blocks:request")).context["cards"]

    assert [card["value"] for card in cards] == [0, 0, 0, 0, 0]
    assert cards[3]["note"] == ""


@pytest.mark.parametrize("name", ["blocks:block", "blocks:request"])
def test_filters_swap_the_list_alone_and_strangers_to_the_matter_find_nothing(name, officer_client):
    part = officer_client.get(reverse(name), headers=HTMX).content.decode()

    assert part.strip().startswith('<div id="results"')
    assert client_of(Role.SYSTEM_ADMIN).get(reverse(name)).status_code == 404


def test_the_page_of_a_block_shows_duties_and_requests(officer_client):
    where = duty().block
    request(block=where)

    page = officer_client.get(reverse("blocks:block-detail", args=[where.pk]))

    assert [(part["title"], part["total"]) for part in page.context["parts"]] == [
        ("区块职责", 1), ("群众诉求", 1),
    ]  # fmt: skip


def test_a_township_finds_its_own_and_no_other():
    mine, other = request(), request()
    client = client_of(Role.UNIT_ORGANIZER, at=mine.block.unit)

    assert client.get(reverse("blocks:request")).context["total"] == 1
    assert client.get(reverse("blocks:request-detail", args=[other.pk])).status_code == 404
    assert client.get(reverse("blocks:request-edit", args=[mine.pk])).status_code == 200


@pytest.mark.parametrize("register", [BLOCKS, DUTIES, REQUESTS])
def test_what_goes_out_comes_back_unchanged(officer_client, register):
    duty(person("李明"))
    request(
        handler=person("王芳"), state="confirmed", done_on="2025-06-05", outcome="已办",
        satisfaction=4,
    )  # fmt: skip

    batch = send(officer_client, register, exported(officer_client, register))

    assert set(judgements(batch)) == {("unchanged",)}
    assert Duty.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("register", "questions"), [(BLOCKS, 8), (DUTIES, 9), (REQUESTS, 7)])
def test_a_list_asks_as_many_questions_however_long(
    register, questions, rows, officer_client, django_assert_num_queries
):
    for _ in range(rows):
        where = duty().block
        request(block=where)

    with django_assert_num_queries(questions):
        answer = officer_client.get(reverse(register.url_name()))

    assert answer.context["total"] == rows
