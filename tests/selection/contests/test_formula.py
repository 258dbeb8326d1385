"""The plan of a contest as the rule that anybody can recompute from."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from qingmiao.engines.scoring.contracts import Rule
from qingmiao.engines.scoring.rules.reading import rule_of as read_rule
from qingmiao.kernel.errors import Refused
from qingmiao.registers.services import enter
from qingmiao.selection.contests import queries
from qingmiao.selection.contests.contracts import (
    ContestPlan,
    CriterionPlan,
    GroupPlan,
    StagePlan,
    TiePlan,
)
from qingmiao.selection.contests.models import Contest
from qingmiao.selection.contests.register import CRITERIA, JUDGE_GROUPS, TIE_STEPS
from qingmiao.selection.contests.rules.formula import (
    BadLevel,
    digest_of,
    flaws_of_plan,
    levels_in,
    rule_of,
)
from tests.factories import house, selection

CRITERION = CriterionPlan(
    name="内容", weight=Decimal(60), lowest=Decimal(0), highest=Decimal(100), step=Decimal("0.5"),
    is_required=True, is_independent=False, veto_below=Decimal(60), veto_judges=2,
    levels=((Decimal(90), "优", "切中要害"), (Decimal(75), "良", "")),
)  # fmt: skip
STAGE = StagePlan(
    name="路演", weight=Decimal(40), advance="top", advance_count=5, advance_per_place=None,
    advance_score=None, criteria=(CRITERION,),
)  # fmt: skip
FINAL = replace(STAGE, name="面试", weight=Decimal(60), advance="all", advance_count=None)
GROUP = GroupPlan(name="专家", weight=Decimal(100), aggregation="trimmed_mean", drop=1)
PLAN = ContestPlan(
    title="路演竞赛", precision=2, missing="refuse", stages=(STAGE, FINAL), groups=(GROUP,),
    ties=(TiePlan(by="criterion", key="内容", stage="路演"), TiePlan(by="lot")),
)  # fmt: skip


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(PLAN, id="as it stands"),
        pytest.param(
            replace(PLAN, stages=(replace(STAGE, advance="all", advance_count=None), FINAL)),
            id="everybody goes on",
        ),
        pytest.param(
            replace(PLAN, stages=(replace(STAGE, advance="ratio", advance_per_place=3), FINAL)),
            id="three for a place",
        ),
        pytest.param(
            replace(
                PLAN, stages=(replace(STAGE, advance="cut", advance_score=Decimal("72.5")), FINAL)
            ),
            id="a cut score",
        ),
        pytest.param(
            replace(PLAN, groups=(replace(GROUP, aggregation="median", drop=0),)), id="the median"
        ),
    ],
)
def test_the_engine_reads_every_rule_we_write(plan):
    rule = rule_of(plan, lot_commitment="0" * 64)

    assert isinstance(read_rule(json.dumps(rule)), Rule)


def test_the_rule_says_what_the_plan_says():
    read = read_rule(json.dumps(rule_of(PLAN, lot_commitment="0" * 64)))

    stage, _final = read.stages
    [criterion] = stage.criteria
    assert (stage.key, stage.weight, stage.advance.count) == ("路演", 40, 5)
    assert (criterion.weight, criterion.step, criterion.veto.judges) == (60, Decimal("0.5"), 2)
    assert [level.label for level in criterion.levels] == ["优", "良"]
    assert stage.groups[0].aggregation.drop == 1
    assert [step.by for step in read.ties] == ["criterion", "lot"]


def test_the_same_rule_has_the_same_fingerprint_and_another_has_not():
    rule = rule_of(PLAN)

    assert digest_of(rule) == digest_of(dict(reversed(rule.items())))
    assert digest_of(rule) != digest_of(rule_of(replace(PLAN, precision=3)))


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        pytest.param(replace(PLAN, stages=()), "还没有环节", id="no stage"),
        pytest.param(replace(PLAN, groups=()), "还没有评委组", id="no group"),
        pytest.param(
            replace(PLAN, stages=(replace(FINAL, weight=Decimal(90)),)), "90%", id="weights of 90"
        ),
        pytest.param(
            replace(PLAN, groups=(replace(GROUP, weight=Decimal(70)),)), "70%", id="shares of 70"
        ),
        pytest.param(
            replace(PLAN, stages=(replace(FINAL, weight=Decimal(50)),) * 2),
            "都叫“面试”",
            id="two stages of one name",
        ),
        pytest.param(
            replace(PLAN, stages=(replace(STAGE, criteria=()),)), "没有计入总分", id="no criterion"
        ),
        pytest.param(
            replace(PLAN, stages=(replace(STAGE, weight=Decimal(100)),)),
            "没有可晋级的环节",
            id="nobody goes on from the last stage",
        ),
        pytest.param(
            replace(PLAN, ties=tuple(reversed(PLAN.ties))), "最后一步", id="a lot comes last"
        ),
        pytest.param(
            replace(
                PLAN, stages=(replace(STAGE, criteria=(replace(CRITERION, highest=Decimal(80)),)),)
            ),
            "不在分值范围内",
            id="a level off the scale",
        ),
    ],
)
def test_a_plan_that_cannot_be_scored_says_why(plan, said):
    assert any(said in flaw for flaw in flaws_of_plan(plan))


def test_a_sound_plan_has_no_flaw():
    assert list(flaws_of_plan(PLAN)) == []


def test_levels_are_read_line_by_line():
    assert levels_in("90 优 切中要害 有数据\n\n75 良") == (
        (Decimal(90), "优", "切中要害 有数据"),
        (Decimal(75), "良", ""),
    )


def test_a_level_without_a_number_is_named_by_its_line():
    with pytest.raises(BadLevel, match="第 2 行"):
        levels_in("90 优\n很好")


@pytest.fixture
def contest():
    return selection.contest("路演竞赛", state="draft")


def values_of(contest):
    stage = selection.stage(contest)
    return [
        (CRITERIA, {"stage": stage, "name": "内容", "weight": Decimal(100)}),
        (JUDGE_GROUPS, {"contest": contest, "name": "专家", "weight": Decimal(100)}),
        (TIE_STEPS, {"contest": contest, "position": 1, "by": "stage", "stage": stage}),
    ]


@pytest.mark.django_db
def test_what_is_entered_becomes_the_plan(contest):
    for register, values in values_of(contest):
        enter(actor=house.officer(), register=register, values=values, on=date(2026, 3, 1))

    plan = queries.plan_of(contest=contest)

    assert [criterion.name for criterion in plan.stages[0].criteria] == ["内容"]
    assert [group.name for group in plan.groups] == ["专家"]
    assert plan.ties == (TiePlan(by="stage", key=plan.stages[0].name),)
    assert list(flaws_of_plan(plan)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("register", [CRITERIA, JUDGE_GROUPS, TIE_STEPS], ids=lambda r: r.noun)
def test_nothing_is_added_to_a_frozen_rule(contest, register):
    [values] = [each for kept, each in values_of(contest) if kept is register]
    Contest.objects.filter(pk=contest.pk).update(
        rule_frozen_at=datetime(2026, 3, 1, tzinfo=UTC), rule_digest="f" * 64, rule_frozen_by="某人"
    )
    contest.refresh_from_db()
    for value in values.values():
        if hasattr(value, "contest"):
            value.contest.refresh_from_db()

    with pytest.raises(Refused, match="已经冻结"):
        enter(actor=house.officer(), register=register, values=values, on=date(2026, 3, 1))


@pytest.mark.django_db
def test_a_chain_never_compares_what_belongs_to_another_contest(contest):
    other = selection.stage(selection.contest("另一场"))

    with pytest.raises(Refused, match="不属于这次比武"):
        enter(
            actor=house.officer(),
            register=TIE_STEPS,
            values={"contest": contest, "position": 1, "by": "stage", "stage": other},
            on=date(2026, 3, 1),
        )
