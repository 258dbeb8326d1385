"""A contest from its draft to the archive: each step refuses with everything missing."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from qingmiao.evidence.models import Evidence
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry as Deed
from qingmiao.notices.models import Notice
from qingmiao.registers.services import amend, enter
from qingmiao.selection.contests import queries, services
from qingmiao.selection.contests.contracts import StepFacts
from qingmiao.selection.contests.enums import ContestState
from qingmiao.selection.contests.models import Contest, Criterion, Entry, JudgeGroup, Stage, TieStep
from qingmiao.selection.contests.queries.progress import next_step
from qingmiao.selection.contests.register import CONTESTS, CRITERIA, STAGES
from qingmiao.selection.contests.rules.formula import digest_of
from qingmiao.selection.contests.rules.progress import NEXT, flaws_of_step
from tests.factories.house import officer, unit
from tests.factories.selection import contest
from tests.selection.contests.conftest import AT, ON, drawn, entered, listed, opened

AFTER = date(2026, 3, 21)
FACTS = StepFacts(on=ON, state="draft", fewest=2)


def reasons(caught):
    return list(caught.value.reasons)


@pytest.mark.parametrize(
    ("facts", "to", "said"),
    [
        pytest.param(
            replace(FACTS, flaws_of_plan=("还没有环节",)), "published",
            ["还没有比武公告，请先填写公告正文", "请先填写报名开始和报名截止", "还没有环节"],
            id="nothing is ready to be announced",
        ),
        pytest.param(
            replace(FACTS, has_announcement=True, entry_opens_on=date(2026, 1, 1),
                    entry_closes_on=date(2026, 3, 9)),
            "published", ["报名截止 2026.03.09 已经过去，请先改期"], id="the window is over",
        ),
        pytest.param(
            replace(FACTS, state="published", entry_opens_on=date(2026, 3, 11)), "open",
            ["计分规则还没有冻结", "报名从 2026.03.11 开始，还没有到"], id="too early, not frozen",
        ),
        pytest.param(
            replace(FACTS, state="published", is_frozen=True, entry_closes_on=date(2026, 3, 9)),
            "open", ["报名截止 2026.03.09 已经过去，请先延长报名"], id="too late to open",
        ),
        pytest.param(
            replace(FACTS, state="open", waiting=1), "checking",
            ["只有 1 人报名，至少要 2 人，请延长报名或取消比武"], id="nobody to contest with",
        ),
        pytest.param(
            replace(FACTS, state="checking", is_frozen=True, waiting=3, passed=1, exemptions_asked=1),
            "drawing",
            ["还有 3 人没有审查", "还有 1 项资格例外没有批复", "资格通过的只有 1 人，至少要 2 人"],
            id="not everybody is checked",
        ),
        pytest.param(
            replace(FACTS, state="drawing", is_frozen=True, shortages=("专家组只有 3 名评委",)),
            "judging", ["还没有抽签定号", "专家组只有 3 名评委"], id="no plates, few judges",
        ),
        pytest.param(
            replace(FACTS, state="judging", shortages=("2 张评分表未签",)), "provisional",
            ["2 张评分表未签"], id="sheets are open",
        ),
        pytest.param(
            replace(FACTS, state="provisional"), "objection", ["还没有名次，不能公布"], id="no places"
        ),
        pytest.param(
            replace(FACTS, state="objection", ranked=5, objection_until=ON), "final",
            ["异议期至 2026.03.10，期满之后才能确定结果"], id="the last day of objections",
        ),
        pytest.param(
            replace(FACTS, state="objection"), "final",
            ["还没有定异议期", "还没有名次，不能确定结果"], id="no window, no places",
        ),
        pytest.param(
            replace(FACTS, state="final"), "archived", [], id="a concluded contest is archived"
        ),
        pytest.param(
            FACTS, "judging", ["现在是“筹备”，不能办理“评审”"], id="no step is skipped"
        ),
        pytest.param(
            replace(FACTS, state="archived"), "archived", ["现在是“归档”，不能办理“归档”"],
            id="nothing follows the archive",
        ),
    ],
)  # fmt: skip
def test_a_step_names_everything_that_is_missing(facts, to, said):
    assert list(flaws_of_step(facts, to)) == said


def test_the_steps_are_one_chain():
    assert len(NEXT) == len(ContestState) - 2
    assert set(NEXT.values()) | {ContestState.DRAFT} == set(ContestState) - {
        ContestState.CALLED_OFF
    }


@pytest.mark.django_db
def test_the_console_says_what_is_missing_for_the_next_step(desk):
    desk.contest.announcement = ""

    to, missing = next_step(contest=desk.contest, on=ON)

    assert (to, missing) == (ContestState.PUBLISHED, ["还没有比武公告，请先填写公告正文"])


@pytest.mark.django_db
def test_announcing_tells_the_units(desk):
    services.publish(actor=desk.keeper, contest_id=desk.contest.pk, on=ON)

    told = set(
        Notice.objects.filter(kind="contests.contest.announced").values_list("key", flat=True)
    )
    assert told == set() or told == {f"contests.contest:{desk.contest.pk}"}
    assert Deed.objects.filter(deed="contests.contest.moved").count() == 1


@pytest.mark.django_db
def test_a_frozen_rule_carries_its_fingerprint(desk):
    frozen = services.freeze_rule(actor=desk.keeper, contest_id=desk.contest.pk, at=AT)

    assert frozen.rule_digest == digest_of(frozen.rule)
    assert list(frozen.rule["stages"]) == ["环节1"]
    with pytest.raises(Refused, match="不能再冻结一次"):
        services.freeze_rule(actor=desk.keeper, contest_id=desk.contest.pk, at=AT)


@pytest.mark.django_db
def test_a_stored_rule_keeps_the_order_of_its_stages(desk):
    Stage.objects.filter(contest=desk.contest).update(weight=40, name="先登台的环节")
    second = Stage.objects.create(contest=desk.contest, name="后", order=2, weight=60)
    Criterion.objects.create(stage=second, name="内容丰富", position=1, weight=50)
    Criterion.objects.create(stage=second, name="短", position=2, weight=50)
    services.freeze_rule(actor=desk.keeper, contest_id=desk.contest.pk, at=AT)

    kept = Contest.objects.get(pk=desk.contest.pk)
    rule, _flaws = queries.rule_told(contest=kept)

    assert [stage.key for stage in rule.stages] == ["先登台的环节", "后"]
    assert [one.key for one in rule.stages[1].criteria] == ["内容丰富", "短"]
    assert digest_of(queries.written_rule(contest=kept)) == kept.rule_digest


@pytest.mark.django_db
def test_what_cannot_be_scored_is_not_frozen(desk):
    JudgeGroup.objects.filter(contest=desk.contest).delete()

    with pytest.raises(Refused) as no:
        services.freeze_rule(actor=desk.keeper, contest_id=desk.contest.pk, at=AT)

    assert reasons(no) == ["还没有评委组，请先登记评委组"]


@pytest.mark.django_db
def test_a_lot_at_the_end_of_the_chain_is_committed_to(desk):
    TieStep.objects.create(contest=desk.contest, position=1, by="lot")

    frozen = services.freeze_rule(actor=desk.keeper, contest_id=desk.contest.pk, at=AT)

    assert len(frozen.lot_seed) == 64
    assert frozen.rule["ties"] == [
        {"by": "lot", "commitment": frozen.rule["ties"][0]["commitment"]}
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda of: Stage.objects.filter(contest=of).update(weight=90), id="a weight"),
        pytest.param(
            lambda of: Stage.objects.create(contest=of, name="加赛", order=9, weight=0),
            id="a stage",
        ),
        pytest.param(
            lambda of: Criterion.objects.filter(stage__contest=of).update(name="别的"),
            id="a criterion",
        ),
        pytest.param(
            lambda of: JudgeGroup.objects.filter(contest=of).update(weight=50), id="a group"
        ),
        pytest.param(
            lambda of: JudgeGroup.objects.filter(contest=of).delete(), id="taking one away"
        ),
        pytest.param(
            lambda of: TieStep.objects.create(contest=of, position=1, by="median"), id="a tie"
        ),
        pytest.param(
            lambda of: Contest.objects.filter(pk=of.pk).update(precision=0), id="precision"
        ),
        pytest.param(lambda of: Contest.objects.filter(pk=of.pk).update(rule={}), id="the rule"),
    ],
)
def test_the_database_too_keeps_a_frozen_rule(desk, change):
    services.freeze_rule(actor=desk.keeper, contest_id=desk.contest.pk, at=AT)

    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        change(desk.contest)


@pytest.mark.django_db
def test_the_day_of_a_stage_may_still_be_settled(desk):
    services.freeze_rule(actor=desk.keeper, contest_id=desk.contest.pk, at=AT)

    Stage.objects.filter(contest=desk.contest).update(held_on=AFTER)

    assert Stage.objects.get(contest=desk.contest).held_on == AFTER


@pytest.mark.django_db
def test_the_form_refuses_to_change_a_frozen_rule(desk):
    services.freeze_rule(actor=desk.keeper, contest_id=desk.contest.pk, at=AT)
    stage = Stage.objects.get(contest=desk.contest)

    for register, row, values in (
        (STAGES, stage, {"weight": 90}),
        (CRITERIA, Criterion.objects.get(stage=stage), {"weight": 90}),
        (CONTESTS, desk.contest, {"precision": 0}),
    ):
        with pytest.raises(Refused, match="计分规则已经冻结"):
            amend(
                actor=desk.officer, register=register, pk=row.pk, values=values, version=None, on=ON
            )


@pytest.mark.django_db
def test_the_database_too_lets_nobody_be_judged_by_no_rule():
    with pytest.raises(IntegrityError, match="nobody_is_judged"), transaction.atomic():
        Contest.objects.create(
            title="无规则", kind="pitch", organizer=unit(), begins=ON, state="judging"
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "is_taken"),
    [("draft", True), ("final", True), ("archived", True), ("judging", False)],
)
def test_the_form_enters_drafts_and_past_years_only(state, is_taken):
    values = {
        "title": "往年比武", "kind": "pitch", "organizer": unit(), "begins": date(2020, 1, 1),
        "result_on": date(2020, 2, 1), "state": state,
    }  # fmt: skip

    if is_taken:
        assert enter(actor=officer(), register=CONTESTS, values=values, on=ON).state == state
    else:
        with pytest.raises(Refused, match="新登记的比武请选"):
            enter(actor=officer(), register=CONTESTS, values=values, on=ON)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["published", "judging"])
def test_the_form_moves_no_contest(desk, state):
    with pytest.raises(Refused, match="由办理步骤推进"):
        amend(
            actor=desk.officer, register=CONTESTS, pk=desk.contest.pk, values={"state": state},
            version=None, on=ON,
        )  # fmt: skip


@pytest.mark.django_db
def test_the_window_is_only_extended(desk):
    opened(desk)

    with pytest.raises(Refused) as no:
        services.extend_entry(
            actor=desk.keeper, contest_id=desk.contest.pk, closes_on=date(2026, 3, 19), reason="",
            on=ON,
        )  # fmt: skip

    assert reasons(no) == ["原定 2026.03.20 截止，只能延后", "请写明延期理由"]
    later = services.extend_entry(
        actor=desk.keeper, contest_id=desk.contest.pk, closes_on=AFTER, reason="台风", on=ON
    )
    assert later.entry_closes_on == AFTER


@pytest.mark.django_db
def test_entry_is_closed_early_with_a_reason_only(desk):
    entered(opened(desk), "甲", "乙")

    with pytest.raises(Refused, match="提前截止请写明理由"):
        services.close_entry(actor=desk.keeper, contest_id=desk.contest.pk, on=ON)

    assert services.close_entry(actor=desk.keeper, contest_id=desk.contest.pk, on=AFTER).state == (
        "checking"
    )


@pytest.mark.django_db
def test_judging_waits_for_what_the_room_of_judges_misses(desk):
    drawn(desk)

    with pytest.raises(Refused) as no:
        services.begin_judging(
            actor=desk.keeper, contest_id=desk.contest.pk, on=ON, shortages=["专家组只有 1 名评委"]
        )

    assert reasons(no) == ["专家组只有 1 名评委"]
    assert services.begin_judging(actor=desk.keeper, contest_id=desk.contest.pk, on=ON).state == (
        "judging"
    )


def judged(desk):
    """Two of three have their places, and objections may be raised."""
    made = drawn(desk)
    of = desk.contest.pk
    services.begin_judging(actor=desk.keeper, contest_id=of, on=ON)
    services.announce_provisional(actor=desk.keeper, contest_id=of, on=ON)
    for place, entry in enumerate(made, 1):
        Entry.objects.filter(pk=entry.pk).update(
            state="ranked", place=place, total=90 - place, is_shortlisted=place == 1
        )
    return made


@pytest.mark.django_db
def test_objections_have_their_days(desk):
    judged(desk)

    with pytest.raises(Refused, match=r"最早至 2026\.03\.15"):
        services.open_objections(
            actor=desk.keeper, contest_id=desk.contest.pk, on=ON, until=date(2026, 3, 14)
        )

    found = services.open_objections(actor=desk.keeper, contest_id=desk.contest.pk, on=ON)
    assert found.objection_until == date(2026, 3, 15)


@pytest.mark.django_db
def test_the_leader_confirms_the_result_and_it_becomes_evidence(desk):
    first, *_others = judged(desk)
    of = desk.contest.pk
    services.open_objections(actor=desk.keeper, contest_id=of, on=ON)

    with pytest.raises(Forbidden):
        services.conclude(actor=desk.keeper, contest_id=of, on=AFTER)
    with pytest.raises(Refused, match="1 件异议没有答复"):
        services.conclude(
            actor=desk.leader, contest_id=of, on=AFTER, shortages=["1 件异议没有答复"]
        )
    done = services.conclude(actor=desk.leader, contest_id=of, on=AFTER)

    assert (done.state, done.result_on) == ("final", AFTER)
    [claim] = Evidence.objects.filter(retracted_at__isnull=True)
    assert claim.person_id == first.person_id
    assert services.archive(actor=desk.keeper, contest_id=of, on=AFTER).state == "archived"


@pytest.mark.django_db
def test_a_contest_is_called_off_with_a_reason_by_the_department(desk):
    opened(desk)
    of = desk.contest.pk

    with pytest.raises(Forbidden):
        services.call_off(actor=desk.keeper, contest_id=of, reason="台风", on=ON)
    with pytest.raises(Refused, match="请写明取消原因"):
        services.call_off(actor=desk.officer, contest_id=of, reason=" ", on=ON)
    off = services.call_off(actor=desk.officer, contest_id=of, reason="台风", on=ON)

    assert (off.state, off.called_off_reason) == ("called_off", "台风")
    with pytest.raises(Refused, match="不能取消"):
        services.call_off(actor=desk.officer, contest_id=of, reason="台风", on=ON)


@pytest.mark.django_db
def test_another_contests_secretary_has_no_say(desk):
    other = contest(state="draft")

    with pytest.raises(Forbidden):
        services.publish(actor=desk.keeper, contest_id=other.pk, on=ON)


@pytest.mark.django_db
def test_the_list_waits_until_everybody_is_checked(desk):
    made = listed(desk)

    assert desk.contest.plate_draw.entries == [f"{entry.number:04d}" for entry in made]
