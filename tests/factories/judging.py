"""A contest that is being judged: plates, judges, who marks whom, and signed sheets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.access.models import Account
from qingmiao.access.queries import actor_for
from qingmiao.kernel.actor import Actor
from qingmiao.selection.contests.models import Contest, Criterion, Entry, JudgeGroup, Stage
from qingmiao.selection.contests.queries import plan_of
from qingmiao.selection.contests.rules.formula import digest_of, rule_of
from qingmiao.selection.judging.models import (
    Advancement,
    Assignment,
    Conflict,
    Judge,
    Score,
    Sheet,
    Sitting,
)
from tests.factories import house, selection

ENDED = datetime(2026, 3, 1, 10, tzinfo=UTC)


@dataclass
class Arena:
    """One contest with one stage of two criteria and one group; ``of`` builds entries and judges."""

    contest: Contest
    stage: Stage
    group: JudgeGroup
    criteria: list[Criterion]
    entries: list[Entry] = field(default_factory=list)
    judges: list[Judge] = field(default_factory=list)


def arena(entries: int = 3, judges: int = 5, *, is_blind: bool = True, **changes: Any) -> Arena:
    made = selection.contest(**{"state": "judging", "result_on": None, **changes})
    stage = selection.stage(made, name="路演", is_blind=is_blind)
    with selection.as_it_was_frozen():
        group = JudgeGroup.objects.create(contest=made, name="专家评委")
        criteria = [
            Criterion.objects.create(
                stage=stage, name=name, position=number, weight=Decimal(weight), step=Decimal("0.5")
            )
            for number, (name, weight) in enumerate([("策划", 60), ("表达", 40)], 1)
        ]
    place = Arena(made, stage, group, criteria)
    place.entries = [selection.entry(made, plate_no=number) for number in range(1, entries + 1)]
    place.judges = [judge(place) for _ in range(judges)]
    return place


def judge(at: Arena, *, group: JudgeGroup | None = None, **changes: Any) -> Judge:
    """An outside expert with an account and the role for this contest, who has accepted."""
    number = changes.pop("number", Judge.objects.filter(contest=at.contest).count() + 1)
    if "account_id" not in changes:
        account = house.account()
        house.grant(account, Role.JUDGE, matter=(ScopeKind.CONTEST, at.contest.pk))
        changes["account_id"] = account.pk
    return Judge.objects.create(
        **{
            "contest": at.contest,
            "group": group or at.group,
            "number": number,
            "name": f"专家{number}",
            "state": "accepted",
            **changes,
        }
    )


def acting(judge: Judge) -> Actor:
    """The judge as the site meets one."""
    account = Account.objects.get(pk=judge.account_id)
    return actor_for(account=account, on=house.TODAY, door="web")


def assignment(judge: Judge, entry: Entry, stage: Stage, **changes: Any) -> Assignment:
    return Assignment.objects.create(
        **{"judge": judge, "entry": entry, "stage": stage, "assigned_by": "赛务", **changes}
    )


def everybody(at: Arena) -> list[Assignment]:
    """Every judge marks every entry; the stage is open."""
    Sitting.objects.create(stage=at.stage, opened_by="赛务")
    return [assignment(judge, entry, at.stage) for entry in at.entries for judge in at.judges]


def sheet(of: Assignment, *values: str, **changes: Any) -> Sheet:
    """A signed sheet with a mark for each criterion of its stage, in order."""
    criteria = Criterion.objects.filter(stage=of.stage).order_by("position")
    with transaction.atomic():
        made = Sheet.objects.create(
            **{
                "assignment": of,
                "state": "signed",
                "signed_at": ENDED,
                "signed_by": of.judge.label,
                "salt": "5" * 32,
                "commitment": "c" * 64,
                **changes,
            }
        )
        for criterion, value in zip(criteria, values, strict=False):
            Score.objects.create(sheet=made, criterion=criterion, value=Decimal(value))
    return made


def conflict(judge: Judge, entry: Entry, **changes: Any) -> Conflict:
    return Conflict.objects.create(
        **{
            "judge": judge,
            "entry": entry,
            "kind": "same_unit",
            "severity": "hard",
            "because": "现为同一单位",
            **changes,
        }
    )


def two_rounds(entries: int = 4, judges: int = 3, **first: Any) -> tuple[Arena, Stage]:
    """A contest of two blind stages with a rule that was frozen as it stands; ``first`` is what the first
    stage says of who goes on. The arena is the first stage; the second is given beside it."""
    made = selection.contest(state="draft", result_on=None, begins=date(2026, 2, 1))
    stages = [
        selection.stage(made, 40, name="笔试", order=1, **first),
        selection.stage(made, 60, name="面试", order=2),
    ]
    group = JudgeGroup.objects.create(
        contest=made, name="专家评委", weight=Decimal(100), aggregation="mean", drop=0
    )
    criteria = [
        Criterion.objects.create(stage=each, name="综合", position=1, weight=Decimal(100))
        for each in stages
    ]
    rule = rule_of(plan_of(contest=made))
    Contest.objects.filter(pk=made.pk).update(
        rule=rule, rule_digest=digest_of(rule), rule_frozen_at=ENDED, rule_frozen_by="赛务秘书",
        state="judging",
    )  # fmt: skip
    made.refresh_from_db()
    for each in stages:
        each.contest = made
    place = Arena(made, stages[0], group, criteria[:1])
    place.entries = [
        selection.entry(made, plate_no=number, state="passed") for number in range(1, entries + 1)
    ]
    place.judges = [judge(place) for _ in range(judges)]
    return place, stages[1]


def went_on(stage: Stage, *plates: int, reason: str = "") -> Advancement:
    """Who goes on from the stage, as the results desk decided it."""
    return Advancement.objects.create(
        stage=stage, plates=list(plates), computation_number=1, reason=reason, decided_by="赛务"
    )


def sealed(at: Arena, marks: Mapping[int, str], *, stage: Stage | None = None) -> None:
    """Every judge gives each plate the mark; the stage is sealed."""
    of = stage or at.stage
    sitting = Sitting.objects.create(stage=of, opened_by="赛务")
    for entry in at.entries:
        if entry.plate_no in marks:
            for each in at.judges:
                sheet(assignment(each, entry, of), marks[entry.plate_no])
    sitting.state, sitting.closed_at, sitting.closed_by = "closed", ENDED, "赛务"
    sitting.save()
