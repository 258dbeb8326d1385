"""Marks and rule as files anybody computes from, and what two computations differ in."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from qingmiao.engines.scoring.contracts import Mark
from qingmiao.selection.results.contracts import Change

COLUMNS = ("entry", "judge", "criterion", "score", "stage", "group")
ALL = {"kind": "all"}
WHOLE = 100
Written = Mapping[str, Any]
Output = Mapping[str, Any]


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def output_text(output: Output) -> str:
    """A result as one text, its keys sorted: what its hash is taken of."""
    return json.dumps(output, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def rule_text(rule: Written) -> str:
    return json.dumps(rule, ensure_ascii=False, indent=2) + "\n"


def counted(
    marks: Iterable[Mark], stages: Sequence[str], advanced: Mapping[str, Iterable[str]]
) -> list[Mark]:
    """The marks that count, in the order of the file: not those of a stage its entry never reached."""
    places = {name: place for place, name in enumerate(stages)}
    reached: dict[str, set[str]] = {}
    for place, name in enumerate(stages[:-1]):
        if name in advanced:
            for later in stages[place + 1 :]:
                let = set(advanced[name])
                reached[later] = reached[later] & let if later in reached else let
    kept = [mark for mark in marks if mark.entry in reached.get(mark.stage, {mark.entry})]
    kept.sort(key=lambda m: (places.get(m.stage, -1), _plate(m.entry), m.judge, m.criterion))
    return [replace(mark, row=line) for line, mark in enumerate(kept, 2)]


def _plate(label: str) -> tuple[int, str]:
    return (int(label), "") if label.isdigit() else (0, label)


def marks_text(marks: Iterable[Mark]) -> str:
    """The CSV that `qingmiao contest score` reads."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for m in marks:
        writer.writerow([m.entry, m.judge, m.criterion, plain(m.score), m.stage, m.group])
    return file.getvalue()


def plain(score: Decimal) -> str:
    return f"{score.normalize():f}"


def rule_of_stage(rule: Written, stage: str) -> dict[str, Any]:
    """One stage as a contest of its own: the steps of the chain that speak of it, nobody to go on."""
    own = {**rule["stages"][stage], "weight": WHOLE, "advance": ALL}
    ties = [step for step in rule.get("ties", []) if _speaks_of(step, stage, own)]
    return {**rule, "stages": {stage: own}, "ties": ties}


def _speaks_of(step: Written, stage: str, own: Written) -> bool:
    if step.get("stage", stage) != stage or step["by"] == "lot":
        return False
    return step["by"] != "criterion" or step["criterion"] in own["criteria"]


def standing(line: Written) -> str:
    """One entry in a word: its place and total, or why it has none."""
    if line["rank"] is None:
        return str(line["status"])
    return f"{line['rank']} / {line['total']}" + (" =" if line["tied"] else "")


def differences(before: Output, after: Output) -> Iterator[Change]:
    """Entries that stand otherwise than before, those who came or went among them."""
    old = {line["entry"]: standing(line) for line in before["entries"]}
    new = {line["entry"]: standing(line) for line in after["entries"]}
    for entry in sorted(old.keys() | new.keys(), key=_plate):
        if old.get(entry) != new.get(entry):
            yield Change(entry=entry, before=old.get(entry, ""), after=new.get(entry, ""))


def open_ties(output: Output) -> list[list[str]]:
    """Those who still share a place after the whole chain."""
    return [place for tie in output["ties"] for place in tie["order"] if len(place) > 1]
