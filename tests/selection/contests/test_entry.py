"""Entering: by whom, by which way, against which articles, and how one leaves again."""

from dataclasses import replace
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from qingmiao.access.enums import Role
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.notices.models import Notice
from qingmiao.registers.services import amend, enter
from qingmiao.rulebook.library import regulation
from qingmiao.selection.contests import services
from qingmiao.selection.contests.contracts import EligibilityFacts
from qingmiao.selection.contests.enums import EntryRoute
from qingmiao.selection.contests.models import Contest, Entry, Exemption
from qingmiao.selection.contests.register import ENTRIES
from qingmiao.selection.contests.rules.eligibility import ELIGIBILITY, row_of
from qingmiao.selection.demands.models import Demand, Discovery
from tests.factories.house import account, actor, person
from tests.factories.selection import mark, membership
from tests.selection.contests.conftest import ON, cadre, drawn, entered, opened

LATE = date(2026, 3, 21)
FACTS = EligibilityFacts(
    on=ON, kind="pitch", oldest=0, months_in_post=0, asks_face="", asks_schooling="",
    birth=date(1994, 4, 1), standing="in_service", standing_label="现职", level="150",
    level_label="科员级", post="科员", post_since=date(2024, 5, 1), political_face="01",
    political_label="中共党员", schooling="21", schooling_label="大学",
)  # fmt: skip


def reasons(caught):
    return list(caught.value.reasons)


def not_met(facts):
    found = ELIGIBILITY.assess(facts, articles=regulation(ELIGIBILITY.regulation).on(ON)).findings
    return {one.provision: str(one.verdict) for one in found if one.verdict != "met"}


@pytest.mark.parametrize(
    ("changes", "held"),
    [
        pytest.param({}, {}, id="everything met"),
        pytest.param({"standing": "retired"}, {"in_service": "not_met"}, id="retired"),
        pytest.param({"birth": date(1988, 4, 1)}, {}, id="37 until the month of birth"),
        pytest.param({"birth": date(1988, 3, 1)}, {"age_limit": "not_met"}, id="38"),
        pytest.param(
            {"birth": date(1990, 3, 1), "oldest": 35}, {"age_limit": "not_met"},
            id="36 where the notice says 35",
        ),
        pytest.param(
            {"birth": date(1987, 4, 1), "oldest": 45}, {"age_limit": "not_met"},
            id="a notice never asks for less",
        ),
        pytest.param({"level": "132"}, {"levels": "not_met"}, id="of the county level"),
        pytest.param({"level": "142"}, {}, id="a deputy may pitch"),
        pytest.param(
            {"level": "142", "kind": "reserves"}, {"levels_of_reserves": "not_met"},
            id="a deputy is no reserve for deputies",
        ),
        pytest.param({"post_since": date(2025, 9, 30)}, {}, id="six months"),
        pytest.param(
            {"post_since": date(2025, 10, 1)}, {"months_in_post": "not_met"}, id="five months"
        ),
        pytest.param(
            {"months_in_post": 24}, {"months_in_post": "not_met"}, id="22 where the notice says 24"
        ),
        pytest.param({"post_since": None}, {"months_in_post": "unknown"}, id="not on file"),
        pytest.param({"schooling": "37"}, {"schooling": "not_met"}, id="high school"),
        pytest.param({"schooling": ""}, {"schooling": "unknown"}, id="schooling not on file"),
        pytest.param(
            {"schooling": "31", "asks_schooling": "university"},
            {"schooling_university": "not_met"}, id="college where a university is asked",
        ),
        pytest.param(
            {"asks_schooling": "graduate"}, {"schooling_graduate": "not_met"},
            id="bachelor where a graduate is asked",
        ),
        pytest.param({"asks_face": "party"}, {}, id="a member where members are asked"),
        pytest.param(
            {"asks_face": "non_party"}, {"party_faces": "not_met"},
            id="a member where others are asked",
        ),
        pytest.param(
            {"asks_face": "party", "political_face": "13"}, {"party_faces": "not_met"},
            id="no member where members are asked",
        ),
    ],
)  # fmt: skip
def test_each_article_speaks_for_itself(changes, held):
    assert not_met(replace(FACTS, **changes)) == held


def test_every_article_names_the_row_it_was_read_from():
    articles = set(regulation(ELIGIBILITY.regulation).on(ON).provisions)

    assert all(row_of(name, FACTS)[0] for name in articles)
    assert row_of("months_in_post", replace(FACTS, post_since=None)) == (
        "任现职时间 — 科员",
        "resume",
    )


def enters(desk, who, by=None, route=EntryRoute.UNIT, on=ON, **more):
    return services.enter_contest(
        actor=by or desk.unit, contest_id=desk.contest.pk, person_id=who.pk, route=route, on=on,
        **more,
    )  # fmt: skip


pytestmark = pytest.mark.django_db


def test_one_enters_alone(desk):
    opened(desk)

    made = enters(desk, desk.cadre, by=desk.oneself, route=EntryRoute.SELF)

    assert (made.number, made.state, made.unit, made.route) == (1, "submitted", desk.town, "self")
    assert made.assessment["verdict"] == "met"


def test_nobody_enters_another_as_oneself(desk):
    opened(desk)

    with pytest.raises(Forbidden):
        enters(desk, cadre("沈知远", desk.town), by=desk.oneself, route=EntryRoute.SELF)


def test_a_unit_enters_its_own_people_only_and_they_are_told(desk):
    opened(desk)
    reached = account(who=desk.cadre)

    made = enters(desk, desk.cadre)

    assert Notice.objects.get(kind="contests.entry.made").account_id == reached.pk
    assert made.number == 1
    with pytest.raises(Forbidden):
        enters(desk, cadre("周启明", desk.bureau))


def test_everything_that_stands_against_an_entry_is_told_at_once(desk):
    opened(desk)
    Contest.objects.filter(pk=desk.contest.pk).update(places_per_unit=1)
    enters(desk, desk.cadre)
    old = cadre("何正声", desk.town, birth=date(1980, 1, 1), schooling="37")

    with pytest.raises(Refused) as no:
        enters(desk, old, on=LATE)

    assert reasons(no) == [
        "报名已于 2026.03.20 截止",
        "每单位名额 1 人，已经用完",
        "报名当日 46 周岁，上限 37 周岁（交流发言“37岁以下”）",
        "最高学历为高中，须大专以上（党政领导干部选拔任用工作条例（2014）第八条）",
    ]


def test_nobody_enters_twice_nor_before_entry_opens(desk):
    with pytest.raises(Refused, match="不受理报名"):
        enters(desk, desk.cadre)
    opened(desk)
    enters(desk, desk.cadre)

    with pytest.raises(Refused, match="已报名参加这次比武"):
        enters(desk, desk.cadre, by=desk.oneself, route=EntryRoute.SELF)


def test_from_the_reserve_only_members_are_named(desk):
    opened(desk)
    membership(desk.cadre)

    assert enters(desk, desk.cadre, by=desk.keeper, route=EntryRoute.POOL).route == "pool"
    with pytest.raises(Refused, match="不在储备库"):
        enters(desk, cadre("沈知远", desk.town), by=desk.keeper, route=EntryRoute.POOL)
    with pytest.raises(Forbidden):
        enters(desk, cadre("周启明", desk.town), by=desk.unit, route=EntryRoute.POOL)


def test_for_a_demand_only_those_it_found_are_named(desk):
    opened(desk)
    with pytest.raises(Refused, match="没有对应需求"):
        enters(desk, desk.cadre, by=desk.officer, route=EntryRoute.DEMAND)
    wanted = Demand.objects.create(
        title="缺项目干部", owner=person(), criteria="懂项目", opened_on=ON, due_on=LATE
    )
    Contest.objects.filter(pk=desk.contest.pk).update(demand=wanted)
    with pytest.raises(Refused, match="不是对应需求发现的人选"):
        enters(desk, desk.cadre, by=desk.officer, route=EntryRoute.DEMAND)
    Discovery.objects.create(
        demand=wanted, person=desk.cadre, found_by="office", found_on=ON, text="比选", noted_by="某"
    )

    assert enters(desk, desk.cadre, by=desk.officer, route=EntryRoute.DEMAND).route == "demand"


def test_an_exemption_is_proposed_by_name_and_approved_by_another(desk):
    opened(desk)
    old = cadre("何正声", desk.town, birth=date(1986, 1, 1))
    made = enters(desk, old, exemption="全市唯一的项目管理师")
    [asked] = Exemption.objects.filter(entry=made)

    with pytest.raises(Refused, match="上限 37"):
        services.check_entry(actor=desk.keeper, entry_id=made.pk, passed=True, reason="", on=ON)
    with pytest.raises(Refused) as no:
        services.decide_exemption(
            actor=replace(desk.officer, account_id=desk.unit.account_id), exemption_id=asked.pk,
            approved=True, note="", on=ON,
        )  # fmt: skip
    assert reasons(no) == ["提出例外的人不能自己批准，请由其他同志批复", "请写明批复意见"]
    services.decide_exemption(
        actor=desk.officer, exemption_id=asked.pk, approved=True, note="同意", on=ON
    )

    passed = services.check_entry(
        actor=desk.keeper, entry_id=made.pk, passed=True, reason="", on=ON
    )
    assert passed.state == "passed"
    with pytest.raises(Refused, match="已经批复"):
        services.decide_exemption(
            actor=desk.leader, exemption_id=asked.pk, approved=False, note="不", on=ON
        )


def test_the_database_too_lets_nobody_approve_the_own_proposal(desk):
    opened(desk)
    made = enters(
        desk, cadre("何正声", desk.town, birth=date(1986, 1, 1)), exemption="唯一的项目管理师"
    )

    with pytest.raises(IntegrityError, match="nobody_approves"), transaction.atomic():
        Exemption.objects.filter(entry=made).update(
            state="approved", decided_on=ON, decided_by="赵书记", note="好",
            decider_account=desk.unit.account_id,
        )  # fmt: skip


def test_nobody_proposes_an_exemption_for_oneself(desk):
    opened(desk)
    old = cadre("何正声", desk.town, birth=date(1986, 1, 1))

    with pytest.raises(Refused, match="个人不能为自己提出"):
        enters(
            desk, old, by=actor(Role.CADRE, who=old), route=EntryRoute.SELF, exemption="我很合适"
        )


def test_an_exemption_is_asked_for_later_where_the_dossier_changed(desk):
    opened(desk)
    made = enters(desk, desk.cadre)
    with pytest.raises(Refused, match="没有限制该同志"):
        services.ask_exemption(
            actor=desk.unit, entry_id=made.pk, provision="age_limit", reason="有用", on=ON
        )
    desk.cadre.birth = date(1980, 1, 1)
    desk.cadre.save(update_fields=["birth"])

    asked = services.ask_exemption(
        actor=desk.unit, entry_id=made.pk, provision="age_limit", reason="有用", on=ON
    )
    assert asked.failed.startswith("报名当日 46 周岁")
    with pytest.raises(Refused, match="已经提出"):
        services.ask_exemption(
            actor=desk.unit, entry_id=made.pk, provision="age_limit", reason="有用", on=ON
        )


def test_the_check_needs_its_reasons_and_is_told(desk):
    opened(desk)
    reached = account(who=desk.cadre)
    made = enters(desk, desk.cadre)
    desk.cadre.post_since = None
    desk.cadre.save(update_fields=["post_since"])

    for passed, said in ((True, "有待核的条款"), (False, "不通过须写明原因")):
        with pytest.raises(Refused, match=said):
            services.check_entry(
                actor=desk.keeper, entry_id=made.pk, passed=passed, reason=" ", on=ON
            )
    failed = services.check_entry(
        actor=desk.keeper, entry_id=made.pk, passed=False, reason="任现职时间无法核实", on=ON
    )

    assert (failed.state, failed.checked_by, failed.state_reason) == (
        "failed", "赛务秘书", "任现职时间无法核实",
    )  # fmt: skip
    told = Notice.objects.get(kind="contests.entry.checked")
    assert (told.account_id, told.detail["answer"]) == (reached.pk, "资格不符")


def test_units_and_contestants_check_nobody(desk):
    opened(desk)
    made = enters(desk, desk.cadre)

    for who in (desk.unit, desk.oneself, desk.witness):
        with pytest.raises(Forbidden):
            services.check_entry(actor=who, entry_id=made.pk, passed=True, reason="", on=ON)


def test_whoever_withdraws_after_being_marked_is_kept_and_ranked_no_more(desk):
    first, *_others = drawn(desk)
    services.begin_judging(actor=desk.keeper, contest_id=desk.contest.pk, on=ON)
    kept = mark(first, desk.contest.stages.get(), decided_on=ON)
    Entry.objects.filter(pk=first.pk).update(state="ranked", place=1, total=90)

    with pytest.raises(Refused, match="请写明理由"):
        services.withdraw_entry(actor=desk.unit, entry_id=first.pk, reason=" ", on=ON)
    gone = services.withdraw_entry(actor=desk.unit, entry_id=first.pk, reason="赴外地任职", on=ON)

    assert (gone.state, gone.place, gone.total, gone.plate_no) == (
        "withdrawn", None, None, first.plate_no,
    )  # fmt: skip
    assert (gone.left_on, gone.state_reason) == (ON, "赴外地任职")
    assert list(gone.marks.all()) == [kept]
    with pytest.raises(Refused, match="不能办理"):
        services.withdraw_entry(actor=desk.unit, entry_id=first.pk, reason="又来", on=ON)


def test_the_contestant_withdraws_while_judged_and_others_do_not(desk):
    opened(desk)
    own = enters(desk, desk.cadre, by=desk.oneself, route=EntryRoute.SELF)
    stranger = actor(Role.CADRE, who=cadre("沈知远", desk.town))

    with pytest.raises(Forbidden):
        services.withdraw_entry(actor=stranger, entry_id=own.pk, reason="不", on=ON)
    assert services.withdraw_entry(
        actor=desk.oneself, entry_id=own.pk, reason="生病", on=ON
    ).state == ("withdrawn")


def test_the_desk_disqualifies(desk):
    one, *_others = entered(opened(desk), "甲", "乙")

    with pytest.raises(Forbidden):
        services.disqualify_entry(actor=desk.unit, entry_id=one.pk, reason="作弊", on=ON)
    out = services.disqualify_entry(actor=desk.keeper, entry_id=one.pk, reason="作弊", on=ON)

    assert out.state == "disqualified"


def test_the_form_neither_enters_nor_moves_anybody_in_a_running_contest(desk):
    opened(desk)
    made = enters(desk, desk.cadre)
    other = cadre("沈知远", desk.town)
    values = {"contest": desk.contest, "person": other, "unit": desk.town, "entered_on": ON}

    with pytest.raises(Refused, match="请在比武页面报名"):
        enter(actor=desk.officer, register=ENTRIES, values=values, on=ON)
    for changes in ({"state": "passed"}, {"plate_no": 7}, {"place": 1}):
        with pytest.raises(Refused, match="由办理步骤产生"):
            amend(
                actor=desk.officer, register=ENTRIES, pk=made.pk, values=changes, version=None,
                on=ON,
            )  # fmt: skip
    noted = amend(
        actor=desk.officer,
        register=ENTRIES,
        pk=made.pk,
        values={"note": "迟到"},
        version=None,
        on=ON,
    )
    assert noted.note == "迟到"


@pytest.mark.django_db(transaction=True)
def test_the_last_place_of_a_unit_is_given_once(desk):
    opened(desk)
    Contest.objects.filter(pk=desk.contest.pk).update(places_per_unit=1)
    people = [cadre("甲", desk.town), cadre("乙", desk.town)]
    start, made, refused = Barrier(2), [], []

    def run(who):
        start.wait()
        try:
            made.append(enters(desk, who).number)
        except Refused as no:
            refused.append(no.reasons)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[who]) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (made, refused) == ([1], [("每单位名额 1 人，已经用完",)])
