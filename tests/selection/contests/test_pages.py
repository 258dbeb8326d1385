"""The pages of a contest: console, announcement, own matters, draw — for whom they open and what they do."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.kernel import clock
from qingmiao.selection.contests import services
from qingmiao.selection.contests.models import Contest, Entry, Exemption
from tests.factories.house import signed_in
from tests.selection.contests import conftest
from tests.selection.contests.conftest import AT, ON, cadre, drawn, entered, listed, opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: ON)
    monkeypatch.setattr(clock, "now", lambda: AT)


def url(name, *args):
    return reverse(f"contests:{name}", args=args)


def at_the_desk(client, desk, role=Role.CONTEST_SECRETARY):
    return signed_in(client, role, matter=(ScopeKind.CONTEST, desk.contest.pk))


def test_the_console_walks_from_the_draft_to_the_draw(client, desk):
    at_the_desk(client, desk)
    of = desk.contest.pk

    shown = client.get(url("contest-detail", of)).content.decode()
    assert "下一步：已公告" in shown
    assert "计分公式" in shown
    for step in ("publish", "freeze", "open"):
        answer = client.post(url("contest-step", of, step))
        assert answer.status_code == HTTPStatus.FOUND
    entered(desk, "甲", "乙")
    answer = client.post(url("contest-close", of), {"reason": "名额已满"})
    assert answer.status_code == HTTPStatus.FOUND
    client.post(url("contest-step", of, "drawing"))

    assert Contest.objects.get(pk=of).state == "drawing"
    assert url("draw", of) in client.get(url("contest-detail", of)).content.decode()


def test_while_it_is_judged_the_console_leads_to_the_results_desk(client, desk):
    drawn(desk, "甲", "乙")
    Contest.objects.filter(pk=desk.contest.pk).update(state="judging")
    at_the_desk(client, desk)

    shown = client.get(url("contest-detail", desk.contest.pk)).content.decode()

    assert "所需内容已经齐全" not in shown
    assert reverse("results:board", args=[desk.contest.pk]) in shown


def test_a_step_that_cannot_be_done_says_everything_that_is_missing(client, desk):
    at_the_desk(client, desk)
    Contest.objects.filter(pk=desk.contest.pk).update(announcement="", entry_opens_on=None)

    answer = client.post(url("contest-step", desk.contest.pk, "publish"))

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "还没有比武公告" in answer.content.decode()
    assert "请先填写报名开始和报名截止" in answer.content.decode()
    assert client.post(url("contest-step", desk.contest.pk, "judging")).status_code == 404


def test_every_number_of_the_console_opens_its_list(client, desk):
    entered(opened(desk), "甲", "乙")
    at_the_desk(client, desk)

    shown = client.get(url("contest-detail", desk.contest.pk))

    for _label, value, _note, where in shown.context["stats"]:
        assert client.get(where).context["total"] == value
    assert [value for _label, value, _note, _url in shown.context["stats"]] == [2, 2]


def test_a_cadre_reads_the_announcement_and_enters(client, desk):
    opened(desk)
    signed_in(client, Role.CADRE, who=desk.cadre)

    shown = client.get(url("notice", desk.contest.pk)).content.decode()
    assert "我要报名" in shown
    assert "报名当日 31 周岁" in shown
    answer = client.post(url("enter-oneself", desk.contest.pk))

    assert answer.url == url("desk")
    assert "路演竞赛" in client.get(url("desk")).content.decode()
    again = client.post(url("enter-oneself", desk.contest.pk))
    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "已报名参加这次比武" in again.content.decode()


def test_a_contestant_withdraws_on_the_own_page(client, desk):
    opened(desk)
    own = services.enter_contest(
        actor=desk.oneself, contest_id=desk.contest.pk, person_id=desk.cadre.pk, route="self", on=ON
    )
    signed_in(client, Role.CADRE, who=desk.cadre)

    assert url("entry-withdraw", own.pk) in client.get(url("desk")).content.decode()
    empty = client.post(url("entry-withdraw", own.pk), {"reason": ""})
    assert empty.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    done = client.post(url("entry-withdraw", own.pk), {"reason": "生病"})

    assert done.url == url("desk")
    assert Entry.objects.get(pk=own.pk).state == "withdrawn"


def test_while_judged_the_own_page_tells_no_place(client, desk):
    opened(desk)
    services.enter_contest(
        actor=desk.oneself, contest_id=desk.contest.pk, person_id=desk.cadre.pk, route="self", on=ON
    )
    Contest.objects.filter(pk=desk.contest.pk).update(state="judging")
    Entry.objects.update(state="ranked", place=7, total=81)
    signed_in(client, Role.CADRE, who=desk.cadre)

    shown = client.get(url("desk")).content.decode()

    assert "<dt>名次</dt>" not in shown
    assert "已出成绩" not in shown
    assert client.get(url("entry-detail", Entry.objects.get().pk)).status_code == 404


def test_a_unit_enters_somebody_with_an_exemption_and_the_department_decides(client, desk):
    opened(desk)
    old = cadre("何正声", desk.town, birth=conftest.date(1986, 1, 1))
    signed_in(client, Role.UNIT_SECRETARY, over=desk.town)
    values = {"route": "unit", "person": old.pk}

    refused = client.post(url("enter", desk.contest.pk), values)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "上限 37 周岁" in refused.content.decode()
    done = client.post(url("enter", desk.contest.pk), {**values, "exemption": "唯一的项目管理师"})
    assert done.url == url("notice", desk.contest.pk)

    asked = Exemption.objects.get()
    signed_in(client, Role.OFFICER)
    page = client.get(url("entry-detail", asked.entry_id)).content.decode()
    assert url("exemption-decide", asked.pk) in page
    client.post(url("exemption-decide", asked.pk), {"answer": "1", "note": "同意"})
    client.post(url("entry-check", asked.entry_id), {"answer": "1"})

    assert Entry.objects.get(pk=asked.entry_id).state == "passed"


def test_a_check_without_a_reason_is_refused_on_the_same_page(client, desk):
    opened(desk)
    made = services.enter_contest(
        actor=desk.unit, contest_id=desk.contest.pk, person_id=desk.cadre.pk, route="unit", on=ON
    )
    at_the_desk(client, desk)

    answer = client.post(url("entry-check", made.pk), {"answer": "0", "reason": ""})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "不通过须写明原因" in answer.content.decode()
    client.post(url("entry-disqualify", made.pk), {"reason": "冒名"})
    assert Entry.objects.get(pk=made.pk).state == "disqualified"


def test_the_draw_is_held_by_two_and_read_by_all(client, desk):
    listed(desk)
    of = desk.contest.pk
    at_the_desk(client, desk)
    client.post(url("draw-share", of), {"party": "secretary"})
    early = client.post(url("draw-perform", of), {"word": "4 2 6"})
    assert early.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "见证人还没有承诺份额" in early.content.decode()

    at_the_desk(client, desk, Role.CONTEST_SUPERVISOR)
    client.post(url("draw-share", of), {"party": "witness"})
    at_the_desk(client, desk)
    client.post(url("draw-perform", of), {"word": "4 2 6"})

    signed_in(client, Role.CADRE, who=desk.cadre)
    page = client.get(url("draw", of)).content.decode()
    assert "4 2 6" in page
    assert client.get(url("draw-file", of)).json()["seed"]["public"] == "4 2 6"


def test_a_judge_reads_neither_the_draw_nor_a_name(client, desk):
    made = drawn(desk)
    at_the_desk(client, desk, Role.JUDGE)

    assert client.get(url("draw", desk.contest.pk)).status_code == HTTPStatus.NOT_FOUND
    for name in ("contest-detail", "plates", "notice"):
        page = client.get(url(name, desk.contest.pk)).content.decode()
        assert not any(entry.person.name in page for entry in made if len(entry.person.name) > 1)


def test_calling_off_asks_for_a_reason(client, desk):
    opened(desk)
    signed_in(client, Role.OFFICER)

    empty = client.post(url("contest-call-off", desk.contest.pk), {"reason": ""})
    assert empty.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    client.post(url("contest-call-off", desk.contest.pk), {"reason": "台风"})

    assert "台风" in client.get(url("contest-detail", desk.contest.pk)).content.decode()


def test_entry_is_extended(client, desk):
    opened(desk)
    at_the_desk(client, desk)

    early = client.post(
        url("contest-extend", desk.contest.pk), {"closes_on": "2026-03-11", "reason": "x"}
    )
    assert early.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    client.post(
        url("contest-extend", desk.contest.pk), {"closes_on": "2026-03-30", "reason": "台风"}
    )

    assert Contest.objects.get(pk=desk.contest.pk).entry_closes_on.day == 30


@pytest.mark.parametrize("names", [["甲"], ["甲", "乙", "丙"]])
def test_the_own_page_asks_the_same_number_of_questions(
    client, desk, names, django_assert_num_queries
):
    opened(desk)
    for title in names:
        other = conftest.planned(f"比武{title}", state="open")
        Entry.objects.create(
            contest=other, person=desk.cadre, unit=desk.town, entered_on=ON, state="submitted"
        )
    signed_in(client, Role.CADRE, who=desk.cadre)
    client.get(url("desk"))

    with django_assert_num_queries(OWN_PAGE):
        client.get(url("desk"))


OWN_PAGE = 6
"""Session, account, grants and kin, the menu's frame, the contests, the entries."""
