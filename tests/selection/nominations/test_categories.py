"""A notice that asks for several kinds of cadre: each nomination names one, each has its places."""

from datetime import date
from http import HTTPStatus
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.kernel.errors import Refused
from qingmiao.orgs.enums import CodeList
from qingmiao.registers.services import amend, void
from qingmiao.selection.nominations.models import EventCategory, Nomination, UnitQuota
from qingmiao.selection.nominations.queries.eligibility import judged
from qingmiao.selection.nominations.queries.event import categories_of
from qingmiao.selection.nominations.register import CATEGORIES, EVENTS, NOMINATIONS, QUOTAS
from qingmiao.selection.nominations.services.nomination import withdraw_nomination
from tests.factories.house import code_entry, entered, officer, signed_in
from tests.factories.selection import event, nomination
from tests.selection.nominations.conftest import AT, ON, begun, cadre, submitted

pytestmark = pytest.mark.django_db


def kind(code, label):
    return code_entry(CodeList.FOUR_CATEGORIES, label, code=code)


def category(of, what, quota=None):
    return EventCategory.objects.create(event=of, category=what, quota_per_unit=quota)


@pytest.fixture
def several(town):
    """The notice asks for the young, and for one woman of each unit."""
    town.young, town.women = kind("young", "年轻干部"), kind("women", "女干部")
    category(town.notice, town.young), category(town.notice, town.women, 1)
    return town


def named(town, who, what):
    return submitted(
        town.secretary, town.notice, who, unit=town.unit, category_id=what.pk if what else None
    )


def test_each_nomination_names_a_category_of_the_notice(several):
    outside = kind("minority", "少数民族干部")

    for what in (None, outside):
        with pytest.raises(Refused) as no:
            named(several, several.cadre, what)
        assert "请选择通知所列的推荐类别" in no.value.reasons

    assert named(several, several.cadre, several.young).category == several.young


def test_the_articles_are_those_of_the_category_chosen(several):
    older = cadre("周远", several.unit, birth=date(1985, 4, 1), sex="2")

    def holding_back(code):
        return {
            one.finding.provision
            for one in judged(person=older, event=several.notice, on=ON, category=code)
            if one.holds_back
        }

    assert holding_back("young") == {"age_limit", "category"}
    assert holding_back("women") == set()
    with pytest.raises(Refused):
        named(several, older, several.young)
    assert named(several, older, several.women).state == "submitted"


def test_a_category_has_its_own_places_within_the_units_quota(several):
    first, second = (cadre(name, several.unit, sex="2") for name in ("甲", "乙"))
    row = named(several, first, several.women)

    with pytest.raises(Refused) as no:
        named(several, second, several.women)
    named(several, second, several.young), named(several, several.cadre, several.young)
    with pytest.raises(Refused) as full:
        named(several, several.colleague, several.young)
    withdraw_nomination(actor=several.secretary, nomination_id=row.pk, reason="换人", on=ON)

    assert no.value.reasons == ("该单位“女干部”的名额为 1 人，已用完",)
    assert full.value.reasons == ("该单位在这次推荐中的名额为 3 人，已用完",)
    assert named(several, cadre("丙", several.unit, sex="2"), several.women).pk


def test_a_unit_may_have_an_exception_in_one_category_and_its_own_in_all(client, several):
    exception = {"event": several.notice, "unit": several.unit, "reason": "女干部多"}
    one, two, three = (cadre(name, several.unit, sex="2") for name in ("甲", "乙", "丙"))

    entered(QUOTAS, category=several.women, quota=2, **exception)
    named(several, one, several.women), named(several, two, several.women)
    with pytest.raises(Refused) as full:
        named(several, three, several.women)
    with pytest.raises(Refused) as used:
        amend(
            actor=officer(), register=QUOTAS, pk=UnitQuota.objects.get().pk, on=ON, version=1,
            values={**exception, "category": several.women, "quota": 1},
        )  # fmt: skip
    entered(QUOTAS, quota=2, **exception)
    with pytest.raises(Refused) as all_of:
        named(several, several.cadre, several.young)

    assert full.value.reasons == ("该单位“女干部”的名额为 2 人，已用完",)
    assert used.value.reasons == ("该单位已用 2 个名额，例外不得少于此数",)
    assert all_of.value.reasons == ("该单位在这次推荐中的名额为 2 人，已用完",)
    elsewhere = {each.label: each.quota for each in categories_of(event=several.notice)}
    assert elsewhere == {"年轻干部": None, "女干部": 1}, "other units keep the number of everybody"
    signed_in(client, Role.UNIT_SECRETARY, over=several.unit)
    shown = client.get(reverse("nominations:event-detail", args=[several.notice.pk])).context
    assert {each["line"].label: each["line"].quota for each in shown["categories"]} == {
        "年轻干部": None,
        "女干部": 2,
    }
    assert [each["line"].limit for each in shown["my_lines"]] == [2]


def test_an_exception_names_a_category_of_the_notice_and_stands_once(several):
    exception = {"event": several.notice, "unit": several.unit, "reason": "人多", "quota": 4}
    outside = kind("minority", "少数民族干部")
    entered(QUOTAS, category=several.women, **exception)

    with pytest.raises(Refused) as unknown:
        entered(QUOTAS, category=outside, **exception)
    with pytest.raises(Refused) as undivided:
        entered(QUOTAS, **{**exception, "event": event(), "category": outside})

    assert unknown.value.reasons == ("这份通知没有这一推荐类别",)
    assert undivided.value.reasons == ("这份通知没有分类别推荐，推荐类别请留空",)
    UnitQuota.objects.create(**exception)
    for which in (None, several.women):
        with pytest.raises(IntegrityError), transaction.atomic():
            UnitQuota.objects.create(category=which, **exception)


def test_a_notice_without_categories_is_answered_as_before(town):
    assert submitted(town.secretary, town.notice, town.cadre, unit=town.unit).category is None
    with pytest.raises(Refused) as no:
        entered(
            NOMINATIONS, event=town.notice, person=town.colleague, unit=town.unit,
            category=kind("women", "女干部"), nominator="赵书记", submitted_on=ON, merits="实绩",
        )  # fmt: skip
    assert no.value.reasons == ("这份通知没有分类别推荐，推荐类别请留空",)


def test_categories_stand_once_the_notice_is_published():
    draft, young = event(state="draft"), kind("young", "年轻干部")
    row = entered(CATEGORIES, event=draft, category=young, quota_per_unit=2)
    draft.state = "open"
    draft.save()

    with pytest.raises(Refused) as more:
        entered(CATEGORIES, event=draft, category=kind("women", "女干部"))
    with pytest.raises(Refused) as less:
        void(actor=officer(), register=CATEGORIES, pk=row.pk, reason="误设", at=AT)

    assert more.value.reasons == less.value.reasons == ("通知发布之后推荐类别不再变动",)


def test_one_kind_on_the_notice_or_several_beside_it_never_both():
    young = kind("young", "年轻干部")
    single = event(state="draft", category=young)

    with pytest.raises(Refused) as no:
        entered(CATEGORIES, event=single, category=young)

    assert "通知已定只推荐一类" in no.value.reasons[0]
    assert EVENTS.check is not None
    category(single, young)
    assert list(EVENTS.check(single, ON)) == ["通知已逐类登记推荐类别，干部类别请留空"]


@pytest.mark.parametrize("quota", [None, 0])
def test_the_database_keeps_each_category_once_and_its_quota_whole(quota):
    notice, young = event(), kind("young", "年轻干部")
    if quota is None:
        category(notice, young)
    with pytest.raises(IntegrityError), transaction.atomic():
        category(notice, young, quota)


def test_the_form_asks_for_the_category_and_the_notice_counts_it(client, several):
    row = nomination(
        event=several.notice, unit=several.unit, person=several.cadre, category=several.women,
        state="submitted",
    )  # fmt: skip
    nomination(event=several.notice, category=several.women)
    signed_in(client, Role.UNIT_SECRETARY, over=several.unit)
    url = reverse("nominations:event-detail", args=[several.notice.pk])

    mine = client.get(url).context["categories"]
    signed_in(client, Role.OFFICER)
    all_of = client.get(url).context["categories"]

    counts = [[one["line"].named for one in each] for each in (mine, all_of)]
    assert counts == [[0, 1], [0, 2]]
    listed = client.get(all_of[1]["url"])
    assert listed.status_code == HTTPStatus.OK
    assert listed.context["total"] == 2
    group = client.get(
        reverse("nominations:group", args=[several.notice.pk, row.person_id])
    ).content.decode()
    assert '<span class="qm-tag">女干部</span>' in group


def test_the_first_step_asks_for_the_category(client, several):
    signed_in(client, Role.UNIT_SECRETARY, over=several.unit)
    EVENTS.base().filter(pk=several.notice.pk).update(closes_on=date(2099, 12, 31))
    begin = reverse("nominations:begin", args=[several.notice.pk])

    step = client.post(begin, {"route": "organization", "unit": several.unit.pk}, follow=True)
    refused = client.post(step.request["PATH_INFO"], {"person": f"#{several.cadre.pk}"})

    choices = [label for _value, label in step.context["form"].fields["category"].choices]
    assert choices == ["—", "年轻干部", "女干部（每单位 1 人）"]
    assert refused.context["form"].errors["category"]


@pytest.mark.django_db(transaction=True)
def test_of_two_for_the_last_place_of_a_category_one_goes_through(several):
    pair = [cadre(name, several.unit, sex="2") for name in ("甲", "乙")]
    drafts = [begun(several.secretary, several.notice, unit=several.unit) for _ in pair]
    at_once, told = Barrier(2), []

    def send(draft, who):
        from qingmiao.selection.nominations.services.draft import submit_draft
        from tests.selection.nominations.conftest import sheet

        at_once.wait()
        try:
            submit_draft(
                actor=several.secretary, draft_id=draft.pk, on=ON, at=AT,
                sheet=sheet(who, category_id=several.women.pk),
            )  # fmt: skip
        except Refused as no:
            told.append(no.reasons)
        finally:
            connection.close()

    threads = [Thread(target=send, args=each) for each in zip(drafts, pair, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Nomination.objects.filter(category=several.women).count() == 1
    assert told == [("该单位“女干部”的名额为 1 人，已用完",)]
