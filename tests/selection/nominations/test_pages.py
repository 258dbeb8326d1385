"""The doors: the form step by step, the notice with its units, the person with the decisions."""

from http import HTTPStatus
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.kernel import clock
from qingmiao.people.dossiers.models import Person
from qingmiao.selection.nominations.contracts import WishText
from qingmiao.selection.nominations.models import (
    Draft,
    FormQuestion,
    GroupDecision,
    Nomination,
    Wish,
)
from qingmiao.selection.nominations.services.wish import write_wish
from tests.factories.house import account, grant, holder, signed_in, unit
from tests.factories.selection import event, nomination
from tests.selection.nominations.conftest import cadre

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_notice():
    """A notice that is open on the day the doors read from the clock."""
    today = clock.today()
    return event(
        "今天开放的推荐通知", notice="请推荐。", opens_on=today, closes_on=today,
        referees_at_least=1, asks_wishes=True,
    )  # fmt: skip


def at(name, *args):
    return reverse(f"nominations:{name}", args=args)


def step(draft, name):
    return at("draft-step", draft.pk, name)


@pytest.fixture
def now_eligible(town):
    """The town's people with appraisals of the years the clock looks back on."""
    last = clock.today().year
    for person in (town.cadre, town.colleague):
        person.appraisals.all().delete()
        for year in range(last - 3, last):
            person.appraisals.create(year=year, grade="2")
    return town


def test_a_unit_fills_in_step_by_step_and_submits(client, now_eligible, open_notice):
    town = now_eligible
    question = FormQuestion.objects.create(event=open_notice, label="最适合的历练方式")
    signed_in(client, Role.UNIT_SECRETARY, over=town.unit)

    begun = client.post(
        at("begin", open_notice.pk), {"route": "organization", "unit": town.unit.pk}
    )
    draft = Draft.objects.get()
    assert begun.url == step(draft, "nominee")
    answers = {
        "nominee": {"person": f"#{town.cadre.pk}", "nominator": "青云镇党委"},
        "merits": {"dimension": "masses", "merits": "入户走访全镇独居老人"},
        "referees": {"referee_1": f"#{town.colleague.pk}", "relation_1": "同事"},
        "extra": {f"question_{question.pk}": "项目一线"},
    }
    for name, said in answers.items():
        assert client.get(step(draft, name)).status_code == HTTPStatus.OK
        assert client.post(step(draft, name), said).status_code == HTTPStatus.FOUND
    check = client.get(step(draft, "check"))
    assert check.context["unfinished"] == []
    assert check.content.decode().count("条文待核</span>") == 5  # articles nobody has looked up
    sent = client.post(step(draft, "check"))

    assert sent.url == at("desk")
    row = Nomination.objects.get()
    assert (row.person, row.nominator, row.answers[0]["text"]) == (
        town.cadre, "青云镇党委", "项目一线",
    )  # fmt: skip
    assert [one.person for one in row.referees.all()] == [town.colleague]
    assert client.get(step(draft, "check")).status_code == HTTPStatus.NOT_FOUND


def test_what_is_missing_is_told_at_the_end_and_nothing_is_sent(client, town, open_notice):
    signed_in(client, Role.UNIT_SECRETARY, over=town.unit)
    client.post(at("begin", open_notice.pk), {"route": "organization", "unit": town.unit.pk})
    draft = Draft.objects.get()

    wrong = client.post(step(draft, "referees"), {"referee_1": f"#{town.colleague.pk}"})
    answer = client.post(step(draft, "check"))

    assert wrong.status_code == answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert [str(one) for one in answer.context["unfinished"]] == ["被推荐人", "推荐理由", "证明人"]
    assert not Nomination.objects.exists()


def test_what_is_typed_is_kept_and_found_on_the_desk(client, town, open_notice):
    signed_in(client, Role.UNIT_ORGANIZER, over=town.unit)
    client.post(at("begin", open_notice.pk), {"route": "organization", "unit": town.unit.pk})
    draft = Draft.objects.get()

    kept = client.post(at("draft-keep", draft.pk), {"merits": "写到一半"})
    desk = client.get(at("desk")).content.decode()
    again = client.get(step(draft, "merits")).content.decode()

    assert "已自动保存" in kept.content.decode()
    assert "您有一份没有填完的推荐" in desk
    assert "写到一半" in again
    assert client.get(at("draft", draft.pk)).url == step(draft, "nominee")


def test_a_draft_of_somebody_else_does_not_exist(client, town, open_notice):
    other = holder(Role.UNIT_SECRETARY, over=town.unit)
    draft = Draft.objects.create(
        event=open_notice, account_id=other.pk, route="organization", unit=town.unit,
        saved_at=clock.now(),
    )  # fmt: skip
    signed_in(client, Role.UNIT_SECRETARY, over=town.unit)

    for answer in (
        client.get(step(draft, "nominee")),
        client.post(at("draft-keep", draft.pk), {"merits": "改"}),
        client.post(at("draft-drop", draft.pk)),
    ):
        assert answer.status_code == HTTPStatus.NOT_FOUND


def test_a_cadre_nominates_oneself_and_wishes_are_kept_under_seal(
    client, now_eligible, open_notice
):
    town = now_eligible
    made = account(who=town.cadre)
    grant(made, Role.CADRE, matter=("own", town.cadre.pk))
    client.force_login(made)
    client.post(at("begin", open_notice.pk), {"route": "self"})
    draft = Draft.objects.get()

    for name, said in {
        "nominee": {},
        "merits": {"dimension": "duty", "merits": "抢险三天"},
        "referees": {"referee_1": town.colleague.pk, "relation_1": "同事"},
        "wishes": {"willing": "township", "family": "母亲卧床"},
    }.items():
        assert client.post(step(draft, name), said).status_code == HTTPStatus.FOUND, name
    sent = client.post(step(draft, "check"))

    assert sent.status_code == HTTPStatus.FOUND
    row = Nomination.objects.get()
    assert (row.route, row.unit, row.opinion) == ("self", town.unit, "pending")
    draft.refresh_from_db()
    assert "母亲" not in str(draft.content)
    assert Wish.objects.count() == 1
    assert "已提交" in client.get(at("desk")).content.decode()


def test_the_department_sees_every_unit_and_each_number_opens_its_list(client, town, open_notice):
    signed_in(client)
    nomination(event=open_notice, person=town.cadre, unit=town.unit)
    page = client.get(at("event-detail", open_notice.pk))

    for _label, value, _note, url in page.context["stats"]:
        listed = client.get(url)
        assert listed.status_code == HTTPStatus.OK
        if "total" in listed.context:
            assert listed.context["total"] == value
    [line] = [
        one for one in client.get(at("event-units", open_notice.pk)).context["lines"]
        if one["line"].unit_id == town.unit.pk
    ]  # fmt: skip
    assert client.get(line["all_url"]).context["total"] == line["line"].nominated == 1


def test_a_unit_reads_its_own_line_and_no_other(client, town, open_notice):
    nomination(event=open_notice, person=cadre("外人", town.bureau), unit=town.bureau)
    signed_in(client, Role.UNIT_SECRETARY, over=town.unit)

    page = client.get(at("event-detail", open_notice.pk))

    assert [one["line"].unit_id for one in page.context["my_lines"]] == [town.unit.pk]
    assert "外人" not in page.content.decode()
    for name in ("event-units", "groups", "event-units-export"):
        assert client.get(at(name, open_notice.pk)).status_code == HTTPStatus.NOT_FOUND


def test_units_leave_as_a_sheet_with_a_purpose(client, town, open_notice):
    signed_in(client)

    answer = client.post(
        at("event-units-export", open_notice.pk), {"purpose": "work", "note": "催报"}
    )

    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
    assert rows[0][:3] == ("单位", "单位类别", "是否答复")
    assert len(rows) == 3


def test_decisions_are_taken_and_corrected_on_the_page_of_the_person(client, town):
    row = nomination(person=town.cadre, unit=town.unit, state="accepted")
    signed_in(client)
    url = at("decide", row.event_id, town.cadre.pk)

    empty = client.post(url, {"purpose": "posting", "outcome": "no", "note": ""})
    client.post(url, {"purpose": "posting", "outcome": "no", "note": "暂无岗位"})
    first = GroupDecision.objects.get()
    stale = client.post(url, {"purpose": "posting", "outcome": "yes", "note": "有岗位了"})
    client.post(
        url, {"purpose": "posting", "outcome": "yes", "note": "有岗位了", "corrects": first.pk}
    )
    page = client.get(at("group", row.event_id, town.cadre.pk)).content.decode()

    assert empty.status_code == stale.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "不采用的须写明研判说明" in empty.content.decode()
    assert "这一项刚刚由他人作了决定" in stale.content.decode()
    assert GroupDecision.objects.count() == 2
    assert "暂无岗位" in page
    assert "有岗位了" in page


def test_the_register_of_decisions_offers_no_door_that_is_not_there(client, town):
    row = decided(town)
    signed_in(client, Role.OFFICER)

    listed = client.get(at("decision"))
    shown = client.get(at("decision-detail", row.pk))

    assert listed.context["can"] == {"enter": False, "export": True, "import": False}
    assert shown.context["can"] == {"amend": False, "void": False}
    for page in (listed, shown):
        assert 'href=""' not in page.content.decode()


def decided(town):
    return GroupDecision.objects.create(
        event=town.notice, person=town.cadre, purpose="training", outcome="yes",
        decided_on=town.notice.opens_on, decided_by="区委组织部",
    )  # fmt: skip


def test_wishes_are_shown_once_after_a_reason(client, town):
    write_wish(actor=town.oneself, wish=WishText(family="母亲卧床"))
    signed_in(client)

    before = client.get(at("wish-of", town.cadre.pk))
    empty = client.post(at("wish-of", town.cadre.pk), {"reason": ""})
    after = client.post(at("wish-of", town.cadre.pk), {"reason": "研究选派"})

    assert "母亲卧床" not in before.content.decode() + empty.content.decode()
    assert empty.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "母亲卧床" in after.content.decode()


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_of_people_asks_a_fixed_number_of_questions(
    client, people, django_assert_num_queries
):
    signed_in(client)
    notice = event()
    for _ in range(people):
        nomination(event=notice)

    with django_assert_num_queries(7):
        answer = client.get(at("groups", notice.pk))

    assert answer.context["total"] == people


@pytest.mark.parametrize("units", [1, 3])
def test_the_list_of_units_asks_a_fixed_number_of_questions(
    client, units, django_assert_num_queries
):
    signed_in(client)
    notice = event()
    for _ in range(units):
        unit()

    with django_assert_num_queries(10):
        answer = client.get(at("event-units", notice.pk))

    assert len(answer.context["lines"]) == units
    assert Person.objects.count() == 0
