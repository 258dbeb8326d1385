"""A contest with a real frozen rule, sealed stages and marks, and everybody who has a hand in its result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.engines.lottery.contracts import Draw
from qingmiao.engines.lottery.rules.draw import commitment_of
from qingmiao.engines.scoring.rules.ranking import LOT
from qingmiao.kernel.actor import Actor
from qingmiao.selection.contests.models import Contest, Criterion, Entry, JudgeGroup, Stage, TieStep
from qingmiao.selection.contests.queries import plan_of
from qingmiao.selection.contests.rules.formula import digest_of, rule_of
from qingmiao.selection.judging.models import Assignment, Judge, Sitting
from tests.factories import house, judging, selection

ON = date(2026, 3, 10)
AFTER = date(2026, 3, 25)
AT = datetime(2026, 3, 10, 9, tzinfo=UTC)
SEED = "5a" * 32
ONE_STAGE = (("路演", 100, {}, (("策划", 60), ("表达", 40))),)
EXPERTS = (("专家评委", 100, "mean", 0),)
Marks = Mapping[int, Sequence[Sequence[str]]]
"""By plate: for each judge in order the marks of the criteria in order."""


@dataclass
class Ring:
    contest: Contest
    stages: list[Stage]
    groups: list[JudgeGroup]
    entries: list[Entry] = field(default_factory=list)
    judges: list[Judge] = field(default_factory=list)

    @property
    def desk(self) -> Actor:
        matter = (ScopeKind.CONTEST, self.contest.pk)
        return replace(
            house.actor(Role.CONTEST_SECRETARY, matter=matter, name="赛务秘书"), account_id=901
        )

    @property
    def witness(self) -> Actor:
        matter = (ScopeKind.CONTEST, self.contest.pk)
        return replace(
            house.actor(Role.CONTEST_SUPERVISOR, matter=matter, name="监督员"), account_id=902
        )

    @property
    def leader(self) -> Actor:
        return replace(house.leader(), account_id=903)

    @property
    def officer(self) -> Actor:
        return replace(house.officer(), account_id=904)


def ring(
    entries: int = 3,
    judges: int = 3,
    *,
    stages: Sequence[tuple[str, int, dict[str, Any], Sequence[Any]]] = ONE_STAGE,
    groups: Sequence[tuple[str, int, str, int]] = EXPERTS,
    ties: Sequence[Any] = ("unrounded_total",),
    state: str = "judging",
    **changes: Any,
) -> Ring:
    """``judges`` of each group. A step of ``ties`` is its name, or its name with what it compares."""
    made = selection.contest(
        **{"state": "drawing", "result_on": None, "begins": date(2026, 2, 1), **changes}
    )
    rows = []
    for order, (name, weight, more, criteria) in enumerate(stages, 1):
        stage = selection.stage(made, weight, order=order, name=name, **more)
        for position, (key, share, *rest) in enumerate(criteria, 1):
            Criterion.objects.create(
                stage=stage, name=key, position=position, weight=Decimal(share),
                **(rest[0] if rest else {}),
            )  # fmt: skip
        rows.append(stage)
    seated = [
        JudgeGroup.objects.create(
            contest=made, name=name, weight=Decimal(share), aggregation=kind, drop=drop
        )
        for name, share, kind, drop in groups
    ]
    for position, step in enumerate(ties, 1):
        by, more = (step, {}) if isinstance(step, str) else step
        TieStep.objects.create(contest=made, position=position, by=by, **more)
    place = Ring(made, rows, seated)
    frozen(made, state)
    place.entries = [selection.entry(made, plate_no=no) for no in range(1, entries + 1)]
    place.judges = [judging.judge(place, group=group) for group in seated for _ in range(judges)]
    return place


def frozen(contest: Contest, state: str) -> None:
    """The rule as the service freezes it, with a seed that tests know."""
    plan = plan_of(contest=contest)
    has_lot = any(tie.by == "lot" for tie in plan.ties)
    commitment = commitment_of(Draw(LOT, (), bytes.fromhex(SEED)))
    contest.rule = rule_of(plan, lot_commitment=commitment)
    contest.rule_digest = digest_of(contest.rule)
    contest.rule_frozen_at, contest.rule_frozen_by = AT, "赛务秘书"
    contest.lot_seed = SEED if has_lot else ""
    contest.state = state
    contest.save()


def marked(at: Ring, stage: Stage, marks: Marks, *, is_sealed: bool = True) -> list[Assignment]:
    """Signed sheets; a judge whose marks are empty was assigned and did not sign."""
    sitting = Sitting.objects.create(stage=stage, opened_by="赛务")
    made = []
    by_plate = {entry.plate_no: entry for entry in at.entries}
    for plate, sheets in marks.items():
        for judge, values in zip(at.judges, sheets, strict=False):
            row = judging.assignment(judge, by_plate[plate], stage)
            made.append(row)
            if values:
                judging.sheet(row, *values)
    if is_sealed:
        Sitting.objects.filter(pk=sitting.pk).update(state="closed", closed_at=AT, closed_by="赛务")
    return made


def alike(value: str, judges: int, criteria: int = 2) -> list[list[str]]:
    """Every judge gives the same mark on every criterion."""
    return [[value] * criteria for _ in range(judges)]
