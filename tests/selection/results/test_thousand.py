"""A thousand random contests: the site's figures and those of the command, which has only files.

The command's files are written here from what was drawn, by the reference page alone. The site has the
sheets; of every tenth contest it has the rows of the database, and between the two stand corrections,
judges who left, who withdrew, and marks of stages their entry never reached.
"""

import csv
import io
import json
import random
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from qingmiao.engines.scoring.contracts import Mark
from qingmiao.selection.contests.contracts import (
    ContestPlan,
    CriterionPlan,
    GroupPlan,
    StagePlan,
    TiePlan,
)
from qingmiao.selection.contests.models import (
    Contest,
    Criterion,
    Entry,
    JudgeGroup,
    Stage,
    TieStep,
)
from qingmiao.selection.contests.rules.formula import digest_of, rule_of
from qingmiao.selection.judging.models import (
    Advancement,
    Assignment,
    Correction,
    Judge,
    Score,
    Sheet,
)
from qingmiao.selection.results.rules.reckoning import counted
from qingmiao.selection.results.services.reckoning import outcome_of, reckon
from tests.engines.scoring.second import reckon as reckoned_by_hand
from tests.factories import house, selection
from tests.factories.results import AT

MANY = 1000
TENTH = 10
KINDS = ("mean", "median", "trimmed_mean", "trimmed_mean_per_criterion")
STEPS = ("unrounded_total", "untrimmed_mean", "median")
SIGNED = {"state": "signed", "signed_at": AT, "signed_by": "评委", "salt": "5" * 32,
          "commitment": "c" * 64}  # fmt: skip


@dataclass
class Drawn:
    """One contest as it was drawn: its rule as the reference page has it, and every mark that counts."""

    rule: dict[str, Any]
    plates: int
    judges: dict[str, int]
    marks: dict[tuple[str, str, int, int, str], Decimal] = field(default_factory=dict)
    gone: int | None = None
    on: frozenset[int] | None = None

    def counted(self) -> list[tuple[str, str, str, str, str, str]]:
        """Rows of the command's file: stage, group, plate, judge and criterion that count."""
        last = list(self.rule["stages"])[-1]
        return [
            (str(plate), f"J{number:02d}", key, f"{score.normalize():f}", stage, group)
            for (stage, group, plate, number, key), score in self.marks.items()
            if plate != self.gone and (stage != last or self.on is None or plate in self.on)
        ]


def drawn(rng: random.Random, number: int) -> Drawn:
    [kind] = rng.choices(KINDS, (4, 3, 2, 1))
    drop = int(kind.startswith("trimmed"))
    keys = ("甲", "乙")[: 1 + (rng.random() < 0.3)]
    stages = {"路演": 100} if rng.random() < 0.8 else {"笔试": 40, "路演": 60}
    groups = {"专家": 100} if rng.random() < 0.9 else {"专家": 70, "群众": 30}
    scale = {"min": 0, "max": rng.choice([10, 100]), "step": 0.5}
    plates = rng.randint(2, 3)
    advance = {"kind": "all"}
    if len(stages) == 2 and rng.random() < 0.7:
        advance, plates = {"kind": "top", "count": 2}, 4
    rule = {
        "title": f"千次比武{number}",
        "precision": rng.choice([0, 1, 2, 3]),
        "missing": "refuse",
        "groups": {
            name: {"weight": weight, "aggregation": {"kind": kind} | ({"drop": 1} if drop else {})}
            for name, weight in groups.items()
        },
        "stages": {
            name: {
                "weight": weight,
                "criteria": {
                    key: {"scale": scale, "required": True, "weight": rng.choice([20, 30, 50])}
                    for key in keys
                },
                "advance": advance if name == "笔试" else {"kind": "all"},
            }
            for name, weight in stages.items()
        },
        "ties": [{"by": step} for step in rng.sample(STEPS, rng.randint(0, 3))],
    }
    found = Drawn(rule, plates, {name: 5 if drop else rng.randint(1, 2) for name in groups})
    for stage in stages:
        first = 1
        for group, count in found.judges.items():
            for plate in range(1, plates + 1):
                for judge in range(first, first + count):
                    for key in keys:
                        mark = scale["max"] - Decimal(rng.randint(0, 8)) / 2
                        found.marks[stage, group, plate, judge, key] = mark
            first += count
    if rng.random() < 0.2 and plates > 2:
        found.gone = rng.randint(1, plates)
    if advance["kind"] == "top":
        found.on = frozenset(_going_on(found))
    return found


def _going_on(found: Drawn) -> list[int]:
    """The two best of the first stage, a tie at the bound whole, by the second reckoner."""
    rows = [(*row[:4], "", row[5]) for row in found.counted() if row[4] == "笔试"]
    stage = found.rule["stages"]["笔试"]
    [how] = {json.dumps(one["aggregation"]): one for one in found.rule["groups"].values()}.values()
    rule = {
        "criteria": stage["criteria"], "aggregation": how["aggregation"],
        "groups": {name: one["weight"] for name, one in found.rule["groups"].items()},
        "precision": found.rule["precision"], "ties": [],
    }  # fmt: skip
    return [int(entry) for entry, (_, rank) in reckoned_by_hand(rule, rows).items() if rank <= 2]


def plan(rule: dict[str, Any]) -> ContestPlan:
    return ContestPlan(
        title=rule["title"], precision=rule["precision"], missing=rule["missing"],
        stages=tuple(
            StagePlan(
                name=name, weight=Decimal(one["weight"]), advance=one["advance"]["kind"],
                advance_count=one["advance"].get("count"), advance_per_place=None,
                advance_score=None,
                criteria=tuple(
                    CriterionPlan(
                        name=key, weight=Decimal(it["weight"]), lowest=Decimal(0),
                        highest=Decimal(it["scale"]["max"]), step=Decimal("0.5"),
                        is_required=True, is_independent=False, veto_below=None, veto_judges=1,
                        levels=(),
                    )
                    for key, it in one["criteria"].items()
                ),
            )
            for name, one in rule["stages"].items()
        ),
        groups=tuple(
            GroupPlan(
                name=name, weight=Decimal(one["weight"]), aggregation=one["aggregation"]["kind"],
                drop=one["aggregation"].get("drop", 0),
            )
            for name, one in rule["groups"].items()
        ),
        ties=tuple(TiePlan(by=step["by"], key="", stage="") for step in rule["ties"]),
    )  # fmt: skip


class Rows:
    """Everything of all contests, table by table, as the site would have written it by now."""

    def __init__(self, rng: random.Random, found: list[Drawn]) -> None:
        self.rng = rng
        self.people = [house.person(where=house.unit()) for _ in range(4)]
        self.organizer = house.unit()
        self.contests = Contest.objects.bulk_create(self._contest(one) for one in found)
        with selection.as_it_was_frozen():
            self.rules(found)
        self.crowd(found)
        self.sheets(found)
        with connection.cursor() as cursor:
            cursor.execute("analyze")

    def _contest(self, one: Drawn) -> Contest:
        rule = rule_of(plan(one.rule))
        return Contest(
            title=one.rule["title"], kind="reserves", organizer=self.organizer,
            begins=date(2026, 2, 1), state="judging", precision=one.rule["precision"],
            missing="refuse", rule=rule, rule_digest=digest_of(rule), rule_frozen_at=AT,
            rule_frozen_by="赛务秘书",
        )  # fmt: skip

    def rules(self, found: list[Drawn]) -> None:
        pairs = list(zip(self.contests, found, strict=True))
        stages = Stage.objects.bulk_create(
            Stage(
                contest=contest, name=name, order=order, weight=Decimal(it["weight"]),
                advance=it["advance"]["kind"], advance_count=it["advance"].get("count"),
            )
            for contest, one in pairs
            for order, (name, it) in enumerate(one.rule["stages"].items(), 1)
        )  # fmt: skip
        self.stages = {(row.contest_id, row.name): row for row in stages}
        criteria = Criterion.objects.bulk_create(
            Criterion(
                stage=self.stages[contest.pk, name], name=key, position=at,
                weight=Decimal(it["weight"]), lowest=Decimal(0),
                highest=Decimal(it["scale"]["max"]), step=Decimal("0.5"),
            )
            for contest, one in pairs
            for name, stage in one.rule["stages"].items()
            for at, (key, it) in enumerate(stage["criteria"].items(), 1)
        )  # fmt: skip
        self.criteria = {(row.stage_id, row.name): row for row in criteria}
        groups = JudgeGroup.objects.bulk_create(
            JudgeGroup(
                contest=contest, name=name, weight=Decimal(it["weight"]),
                aggregation=it["aggregation"]["kind"], drop=it["aggregation"].get("drop", 0),
            )
            for contest, one in pairs
            for name, it in one.rule["groups"].items()
        )  # fmt: skip
        self.groups = {(row.contest_id, row.name): row for row in groups}
        TieStep.objects.bulk_create(
            TieStep(contest=contest, position=at, by=step["by"])
            for contest, one in pairs
            for at, step in enumerate(one.rule["ties"], 1)
        )

    def crowd(self, found: list[Drawn]) -> None:
        pairs = list(zip(self.contests, found, strict=True))
        entries = Entry.objects.bulk_create(
            Entry(
                contest=contest, person=person, unit=self.organizer, plate_no=plate,
                entered_on=date(2026, 1, 20),
                state="withdrawn" if plate == one.gone else "passed",
            )
            for contest, one in pairs
            for plate, person in enumerate(self.people[: one.plates], 1)
        )  # fmt: skip
        self.entries = {(row.contest_id, row.plate_no): row for row in entries}
        judges = []
        for contest, one in pairs:
            seats = [name for name, count in one.judges.items() for _ in range(count)]
            for number, group in enumerate(seats, 1):
                left = self.rng.random() < 0.1
                judges.append(
                    Judge(
                        contest=contest, group=self.groups[contest.pk, group], number=number,
                        name="专家", state="removed" if left else "accepted",
                        ended_at=AT if left else None, end_reason="回避" if left else "",
                    )
                )  # fmt: skip
        Judge.objects.bulk_create(judges)
        self.judges = {(row.contest_id, row.number): row for row in judges}
        Advancement.objects.bulk_create(
            Advancement(
                stage=self.stages[contest.pk, "笔试"], plates=sorted(one.on), computation_number=1,
                decided_by="赛务",
            )
            for contest, one in pairs
            if one.on is not None
        )  # fmt: skip

    def sheets(self, found: list[Drawn]) -> None:
        wanted: dict[tuple[int, str, int, int], dict[str, Decimal]] = {}
        for contest, one in zip(self.contests, found, strict=True):
            for (stage, _group, plate, number, key), score in one.marks.items():
                wanted.setdefault((contest.pk, stage, plate, number), {})[key] = score
        assignments = Assignment.objects.bulk_create(
            Assignment(
                judge=self.judges[of, number], entry=self.entries[of, plate],
                stage=self.stages[of, stage], assigned_by="赛务",
            )
            for of, stage, plate, number in wanted
        )  # fmt: skip
        rows = Sheet.objects.bulk_create(Sheet(assignment=row, **SIGNED) for row in assignments)
        first, later = [], []
        for sheet, marks in zip(rows, wanted.values(), strict=True):
            for key, score in marks.items():
                criterion = self.criteria[sheet.assignment.stage_id, key]
                if self.rng.random() < 0.03:
                    later.append((sheet, criterion, score))
                    score = criterion.highest - score
                first.append(Score(sheet=sheet, criterion=criterion, value=score))
        Score.objects.bulk_create(first)
        corrections = Correction.objects.bulk_create(
            Correction(
                sheet=sheet, criterion=criterion, value=score, reason="看错一行", state="made",
                asked_by_account=1, asked_by="评委", decided_at=AT, decided_by_account=2,
                decided_by="监督员",
            )
            for sheet, criterion, score in later
        )  # fmt: skip
        Score.objects.bulk_create(
            Score(
                sheet=made.sheet, criterion=made.criterion, value=made.value, version=2,
                correction=made,
            )
            for made in corrections
        )  # fmt: skip


def by_the_command(found: Drawn, folder: Any) -> dict[str, Any]:
    """`qingmiao contest score FILE --rule RULE --json`, from files alone."""
    marks, rule, told = folder / "marks.csv", folder / "rule.json", io.StringIO()
    with marks.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["entry", "judge", "criterion", "score", "stage", "group"])
        writer.writerows(found.counted())
    rule.write_text(json.dumps(found.rule, ensure_ascii=False))
    call_command("contest", "score", str(marks), "--rule", str(rule), "--json", stdout=told)
    return json.loads(told.getvalue())


def by_the_site(found: Drawn) -> dict[str, Any]:
    """As the service does it, of all sheets that were signed: also those that do not count."""
    marks = [
        Mark(
            row=0, entry=str(plate), judge=f"J{number:02d}", criterion=key, score=score,
            stage=stage, group=group,
        )
        for (stage, group, plate, number, key), score in found.marks.items()
        if plate != found.gone
    ]  # fmt: skip
    rule = rule_of(plan(found.rule))
    on = {} if found.on is None else {"笔试": [str(plate) for plate in found.on]}
    return outcome_of(rule, counted(marks, list(rule["stages"]), on))


@pytest.mark.django_db
def test_the_command_equals_the_site_on_a_thousand_random_contests(tmp_path):
    rng = random.Random(20261125)
    found = [drawn(rng, number) for number in range(MANY)]
    kept = found[::TENTH]
    rows = dict(zip((one.rule["title"] for one in kept), Rows(rng, kept).contests, strict=True))

    ties = 0
    for one in found:
        command, site = by_the_command(one, tmp_path), [by_the_site(one)]
        if contest := rows.get(one.rule["title"]):
            site.append(reckon(contest=contest).output)

        for told in site:
            assert told["entries"] == command["entries"], one
            assert told["ties"] == command["ties"], one
        ties += bool(command["ties"])
    assert ties > 100, "else the chain was hardly walked"
    assert Correction.objects.count() > 10
    assert sum(one.on is not None for one in kept) > 5
