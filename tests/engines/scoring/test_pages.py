"""What the pages say is what the engine computes."""

import json
import re
from dataclasses import fields
from pathlib import Path

import numpy as np

from qingmiao.engines.scoring.contracts import Facets, JudgeSeverity, Judging
from qingmiao.engines.scoring.rules.agreement import icc, kendall
from qingmiao.engines.scoring.rules.facets.design import MOST_VALUES, design_of
from qingmiao.engines.scoring.rules.facets.report import facets_of
from qingmiao.engines.scoring.rules.schema import CONTEST_RULE
from qingmiao.engines.scoring.services.scoring import read_rule, score_files

DOCS = Path(__file__).parents[3] / "docs"
SEVERITY = (DOCS / "algorithms" / "judge-severity.md").read_text()
SCORING = (DOCS / "algorithms" / "contest-scoring.md").read_text()
RULE = (DOCS / "reference" / "contest-rule.md").read_text()


def block(page, language):
    return re.search(rf"```{language}\n(.*?)```", page, re.DOTALL).group(1)


def test_the_worked_example_of_scoring():
    _rule, _book, result = score_files(block(SCORING, "json"), block(SCORING, "csv").encode())

    for one in result.entries:
        [group] = one.stages[0].groups
        dropped = [
            f"{float(j.total):g}" for j in sorted(group.judges, key=lambda j: j.total) if j.dropped
        ]
        line = next(row for row in SCORING.splitlines() if row.startswith(f"| {one.entry} |"))
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        assert cells[1] == ", ".join(dropped)
        assert cells[3:] == [
            f"{one.total}",
            f"{float(group.median):.2f}",
            f"{float(group.untrimmed):.2f}",
            str(one.rank),
        ]


def test_the_reference_names_everything_a_rule_may_hold():
    known = {*CONTEST_RULE["properties"]} - {"$schema"}
    for one in (
        "criterion",
        "scale",
        "level",
        "veto",
        "stage",
        "group",
        "aggregation",
        "advance",
        "tie",
    ):
        known |= {*CONTEST_RULE["$defs"][one]["properties"]}

    assert {
        name for name in known if f"`{name}`" not in RULE and f"{name}.kind" not in RULE
    } == set()


def test_the_smallest_rule_is_one():
    rule = read_rule(block(RULE, "json"))

    assert [one.key for one in rule.stages[0].criteria] == ["a", "b", "c"]
    assert json.loads(block(RULE, "json"))["aggregation"]["drop"] == 1


def test_the_worked_example_of_agreement_and_severity():
    rows = re.findall(r"^\| (\d) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", SEVERITY, re.MULTILINE)
    marks = np.array([row[1:] for row in rows], dtype=float)

    single, mean = icc(marks)
    facets = facets_of(
        design_of(
            [(f"{e}", f"J{j + 1}", "a", marks[e, j] / 10) for e in range(6) for j in range(4)]
        ),
        10,
    )

    assert f"ICC(2,1) = {single:.2f}, ICC(2,k) = {mean:.2f}, as published" in SEVERITY
    assert f"W = {kendall(marks)[0]:.3f}" in SEVERITY
    told = ", ".join(
        f"{one.judge} {one.severity:+.1f} ± {one.se:.1f}".replace("-", "−") for one in facets.judges
    )
    assert told in SEVERITY
    assert f"Up to {MOST_VALUES} different marks" in SEVERITY


def test_the_reference_names_what_is_said_of_the_judges():
    names = {field.name for kind in (Judging, JudgeSeverity, Facets) for field in fields(kind)}

    assert {name for name in names if f"`{name}`" not in RULE} == set()
