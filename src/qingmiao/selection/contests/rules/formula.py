"""计分规则: a contest's plan written as the JSON that `qingmiao contest score` reads.

See docs/reference/contest-rule.md. Stages, criteria and groups go by their names there, because the
printed sheet and the file anybody recomputes from must speak alike.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from qingmiao.selection.contests.contracts import (
    ContestPlan,
    CriterionPlan,
    GroupPlan,
    StagePlan,
    TiePlan,
)
from qingmiao.selection.contests.enums import Advance, TieBy
from qingmiao.selection.contests.rules.contest import WHOLE, ZERO, shown

Level = tuple[Decimal, str, str]


class BadLevel(ValueError):
    """A line of the levels that does not begin with a number and a label."""


def levels_in(text: str) -> tuple[Level, ...]:
    """等次 as they are typed: a line each, score, label, behaviour anchor. ``BadLevel`` names the line."""
    levels = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        parts = line.split(maxsplit=2)
        try:
            levels.append((Decimal(parts[0]), parts[1], parts[2] if len(parts) > 2 else ""))
        except (InvalidOperation, IndexError):
            raise BadLevel(
                _("第 %(number)d 行须写作“分值 等次 行为描述”，如“90 优 条理清楚”")
                % {"number": number}
            ) from None
    return tuple(levels)


def flaws_of_plan(plan: ContestPlan) -> Iterator[str]:
    """Every reason why nothing could be scored by this plan."""
    if not plan.stages:
        yield _("还没有环节，请先登记环节")
    if not plan.groups:
        yield _("还没有评委组，请先登记评委组")
    weights = sum((stage.weight for stage in plan.stages), ZERO)
    if plan.stages and weights != WHOLE:
        yield _("各环节权重合计为 %(sum)s%%，须为 100%%") % {"sum": shown(weights)}
    shares = sum((group.weight for group in plan.groups), ZERO)
    if plan.groups and shares != WHOLE:
        yield _("各评委组权重合计为 %(sum)s%%，须为 100%%") % {"sum": shown(shares)}
    for name in sorted(_twice(stage.name for stage in plan.stages)):
        yield _("有两个环节都叫“%(name)s”，请改名") % {"name": name}
    for stage in plan.stages:
        if not any(not criterion.is_independent for criterion in stage.criteria):
            yield _("环节“%(stage)s”没有计入总分的评分要素") % {"stage": stage.name}
        yield from _flaws_of_levels(stage)
    if plan.stages and plan.stages[-1].advance != Advance.ALL:
        yield _("最后一个环节之后没有可晋级的环节，晋级方式请选“全部晋级”")
    if any(tie.by == TieBy.LOT for tie in plan.ties[:-1]):
        yield _("抽签只能是同分处理的最后一步")


def _twice(names: Iterable[str]) -> set[str]:
    known = list(names)
    return {name for name in known if known.count(name) > 1}


def _flaws_of_levels(stage: StagePlan) -> Iterator[str]:
    for criterion in stage.criteria:
        for score, label, _anchor in criterion.levels:
            if not criterion.lowest <= score <= criterion.highest:
                yield _("“%(criterion)s”的等次“%(label)s”不在分值范围内") % {
                    "criterion": criterion.name,
                    "label": label,
                }


def rule_of(plan: ContestPlan, *, lot_commitment: str = "") -> dict[str, Any]:
    """The plan as the rule's JSON; ``lot_commitment`` binds the seed of a last lot beforehand."""
    return {
        "title": plan.title,
        "precision": plan.precision,
        "missing": plan.missing,
        "groups": {group.name: _group(group) for group in plan.groups},
        "stages": {stage.name: _stage(stage) for stage in plan.stages},
        "ties": [_tie(tie, lot_commitment) for tie in plan.ties],
    }


def in_order(rule: dict[str, Any], plan: ContestPlan) -> dict[str, Any]:
    """A stored rule with stages, criteria and groups in the plan's order, which the database forgets."""
    if not rule:
        return rule
    stages = {
        stage.name: {
            **rule["stages"][stage.name],
            "criteria": {
                one.name: rule["stages"][stage.name]["criteria"][one.name] for one in stage.criteria
            },
        }
        for stage in plan.stages
    }
    groups = {group.name: rule["groups"][group.name] for group in plan.groups}
    return {**rule, "groups": groups, "stages": stages}


def digest_of(rule: dict[str, Any]) -> str:
    """SHA-256 of the rule, its keys sorted: what is printed on every result sheet."""
    text = json.dumps(rule, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _group(group: GroupPlan) -> dict[str, Any]:
    aggregation: dict[str, Any] = {"kind": group.aggregation}
    if group.drop:
        aggregation["drop"] = group.drop
    return {"weight": _number(group.weight), "aggregation": aggregation}


def _stage(stage: StagePlan) -> dict[str, Any]:
    return {
        "weight": _number(stage.weight),
        "criteria": {criterion.name: _criterion(criterion) for criterion in stage.criteria},
        "advance": _advance(stage),
    }


def _advance(stage: StagePlan) -> dict[str, Any]:
    said: dict[str, Any] = {"kind": stage.advance}
    if stage.advance == Advance.TOP:
        said["count"] = stage.advance_count
    elif stage.advance == Advance.RATIO:
        said |= {"places": stage.advance_count, "per_place": stage.advance_per_place}
    elif stage.advance == Advance.CUT and stage.advance_score is not None:
        said["score"] = _number(stage.advance_score)
    return said


def _criterion(criterion: CriterionPlan) -> dict[str, Any]:
    said: dict[str, Any] = {
        "scale": {"min": _number(criterion.lowest), "max": _number(criterion.highest)},
        "required": criterion.is_required,
    }
    if criterion.step is not None:
        said["scale"]["step"] = _number(criterion.step)
    if criterion.is_independent:
        said["independent"] = True
    else:
        said["weight"] = _number(criterion.weight)
    if criterion.veto_below is not None:
        said["veto"] = {"below": _number(criterion.veto_below), "judges": criterion.veto_judges}
    if criterion.levels:
        said["levels"] = [
            {"at": _number(score), "label": label, **({"anchor": anchor} if anchor else {})}
            for score, label, anchor in criterion.levels
        ]
    return said


def _tie(tie: TiePlan, lot_commitment: str) -> dict[str, Any]:
    said: dict[str, Any] = {"by": tie.by}
    if tie.by in {TieBy.STAGE, TieBy.GROUP, TieBy.CRITERION}:
        said[tie.by] = tie.key
    if tie.stage:
        said["stage"] = tie.stage
    if tie.by == TieBy.LOT:
        said["commitment"] = lot_commitment
    return said
