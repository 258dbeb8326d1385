"""A rule as it is written becomes a rule as it is computed, or every reason why not."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from qingmiao.engines.scoring.contracts import (
    Advance,
    Aggregation,
    Criterion,
    Decided,
    Flaw,
    Group,
    Level,
    Rule,
    Stage,
    TieStep,
    Veto,
)
from qingmiao.engines.scoring.enums import By, Kind, Missing, Passing, Rounding
from qingmiao.engines.scoring.rules.schema import CONTEST_RULE, DEEPEST, flaws_of

Written = Mapping[str, Any]


def rule_of(text: str) -> Rule | list[Flaw]:
    """Reads the JSON of a rule: first its form by the schema, then its sense, each with all reasons."""
    try:
        written = json.loads(
            text,
            parse_float=Decimal,
            parse_constant=lambda word: Decimal("NaN"),
            object_pairs_hook=_without_repetition,
        )
    except (ValueError, RecursionError) as problem:
        return [Flaw(_("不是有效的 JSON：%(why)s") % {"why": problem}, field="$")]
    if _depth(written) > DEEPEST:
        return [Flaw(_("嵌套过深"), field="$")]
    if flaws := list(flaws_of(written, CONTEST_RULE, CONTEST_RULE)):
        return flaws
    if flaws := list(_gaps(written)):
        return flaws
    rule = _rule(written)
    return list(_nonsense(rule, written)) or rule


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _value in pairs]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(_("“%(names)s”出现了两次") % {"names": "、".join(twice)})
    return dict(pairs)


def _depth(value: object) -> int:
    deepest, todo = 0, [(value, 1)]
    while todo:
        inside, level = todo.pop()
        deepest = max(deepest, level)
        if isinstance(inside, Mapping):
            todo += [(one, level + 1) for one in inside.values()]
        elif isinstance(inside, list):
            todo += [(one, level + 1) for one in inside]
    return deepest


def _gaps(written: Written) -> Iterator[Flaw]:
    stages = written.get("stages") or {"": {}}
    for key, stage in stages.items():
        if "criteria" not in written and not (isinstance(stage, Mapping) and "criteria" in stage):
            yield Flaw(
                _("没有评分要素：请在规则顶层或该环节写明 criteria"),
                field=f"stages.{key}" if key else "criteria",
            )
    for at, criteria in _every(written, "criteria"):
        for key, criterion in criteria.items():
            if isinstance(criterion, Mapping):
                independent = criterion.get("independent", False)
                if independent and "weight" in criterion:
                    yield Flaw(_("单列要素不计入总分，不能有权重"), field=f"{at}.{key}.weight")
                if not independent and "weight" not in criterion:
                    yield Flaw(
                        _("缺少权重 weight；不计入总分的写 independent"), field=f"{at}.{key}"
                    )
    for at, advance in _every(written, "advance"):
        wanted = {"top": ["count"], "cut": ["score"], "ratio": ["places", "per_place"]}
        for name in wanted.get(advance["kind"], []):
            if name not in advance:
                yield Flaw(_("缺少“%(name)s”") % {"name": name}, field=at)
    for number, step in enumerate(written.get("ties", [])):
        needs = {"stage": "stage", "group": "group", "criterion": "criterion", "lot": "commitment"}
        needed = needs.get(step["by"], "")
        if needed and needed not in step:
            yield Flaw(
                _("抽签须先承诺种子：写明 commitment")
                if needed == "commitment"
                else _("缺少“%(name)s”") % {"name": needed},
                field=f"ties[{number}]",
            )


def _every(written: Written, name: str) -> Iterator[tuple[str, Any]]:
    if name in written:
        yield name, written[name]
    for key, stage in written.get("stages", {}).items():
        if isinstance(stage, Mapping) and name in stage:
            yield f"stages.{key}.{name}", stage[name]


# ---------------------------------------------------------------- building
def _rule(written: Written) -> Rule:
    stages = written.get("stages") or {"": {"weight": 100}}
    return Rule(
        stages=tuple(
            _stage(key, {"weight": one} if not isinstance(one, Mapping) else one, written)
            for key, one in stages.items()
        ),
        out_of=Decimal(written.get("out_of", 100)),
        precision=written.get("precision", 2),
        rounding=Rounding(written.get("rounding", Rounding.HALF_UP)),
        ties=tuple(_tie(one) for one in written.get("ties", [])),
        missing=Missing(written.get("missing", Missing.REFUSE)),
        title=written.get("title", ""),
        left=tuple(sorted(written.get("left", {}).items())),
        decided=tuple(
            Decided(stage, tuple(one["entries"]), one["version"])
            for stage, one in sorted(written.get("decided", {}).items())
        ),
    )


def _stage(key: str, one: Written, written: Written) -> Stage:
    aggregation = _aggregation(one.get("aggregation") or written.get("aggregation") or {})
    groups = one.get("groups") or written.get("groups") or {"": 100}
    criteria = one.get("criteria") or written.get("criteria", {})
    return Stage(
        key=key,
        weight=Decimal(one["weight"]),
        criteria=tuple(_criterion(name, inside) for name, inside in criteria.items()),
        groups=tuple(_group(name, inside, aggregation) for name, inside in groups.items()),
        advance=_advance(one.get("advance") or {}),
    )


def _criterion(key: str, one: Any) -> Criterion:
    if not isinstance(one, Mapping):
        return Criterion(key, Decimal(one))
    scale, veto = one.get("scale", {}), one.get("veto")
    return Criterion(
        key=key,
        weight=Decimal(one.get("weight", 0)),
        low=Decimal(scale.get("min", 0)),
        high=Decimal(scale.get("max", 100)),
        step=Decimal(scale["step"]) if "step" in scale else None,
        is_required=one.get("required", True),
        is_independent=one.get("independent", False),
        veto=Veto(Decimal(veto["below"]), veto.get("judges", 1)) if veto else None,
        label=one.get("label", ""),
        levels=tuple(
            Level(Decimal(level["at"]), level["label"], level.get("anchor", ""))
            for level in one.get("levels", [])
        ),
    )


def _aggregation(one: Written) -> Aggregation:
    kind = Kind(one.get("kind", Kind.MEAN))
    trims = kind in {Kind.TRIMMED_MEAN, Kind.TRIMMED_MEAN_PER_CRITERION}
    return Aggregation(kind, one.get("drop", 1) if trims else 0)


def _group(key: str, one: Any, inherited: Aggregation) -> Group:
    if not isinstance(one, Mapping):
        return Group(key, Decimal(one), inherited)
    own = one.get("aggregation")
    return Group(key, Decimal(one["weight"]), _aggregation(own) if own else inherited)


def _advance(one: Written) -> Advance:
    if one.get("kind") == "ratio":
        return Advance(Passing.TOP, count=one["places"] * one["per_place"])
    return Advance(
        Passing(one.get("kind", Passing.ALL)), one.get("count", 0), Decimal(one.get("score", 0))
    )


def _tie(one: Written) -> TieStep:
    by = By(one["by"])
    key = one.get(by.value, "") if by in {By.GROUP, By.CRITERION} else ""
    return TieStep(by, key, one.get("stage", ""), one.get("commitment", ""))


# ---------------------------------------------------------------- sense
def _nonsense(rule: Rule, written: Written) -> Iterator[Flaw]:
    total = sum(stage.weight for stage in rule.stages)
    if total != 100:
        yield Flaw(
            _("各环节权重之和是 %(total)s，须为 100") % {"total": _plain(total)}, field="stages"
        )
    for stage in rule.stages:
        at = f"stages.{stage.key}." if stage.key else ""
        if len(stage.groups) > 1 and (shares := sum(one.weight for one in stage.groups)) != 100:
            yield Flaw(
                _("评委组权重之和是 %(total)s，须为 100") % {"total": _plain(shares)},
                field=f"{at}groups",
            )
        if not stage.counting:
            yield Flaw(_("没有一项要素计入总分"), field=f"{at}criteria")
        for criterion in stage.criteria:
            yield from _of_criterion(criterion, f"{at}criteria.{criterion.key}")
    for entry, last in rule.left:
        if rule.stage(last) is None:
            yield Flaw(_("没有“%(key)s”环节") % {"key": last}, field=f"left.{entry}")
    for one in rule.decided:
        if one.stage not in [stage.key for stage in rule.stages[:-1]]:
            yield Flaw(_("没有“%(key)s”环节") % {"key": one.stage}, field=f"decided.{one.stage}")
    if rule.stages[-1].advance.kind is not Passing.ALL:
        yield Flaw(
            _("最后一个环节之后没有可晋级的环节"), field=f"stages.{rule.stages[-1].key}.advance"
        )
    for at, aggregation in _every(written, "aggregation"):
        trims = str(aggregation["kind"]).startswith("trimmed")
        if aggregation.get("drop") and not trims:
            yield Flaw(_("只有去掉最高最低的算法才写 drop"), field=f"{at}.drop")
        if trims and aggregation.get("drop", 1) == 0:
            yield Flaw(_("drop 为 0 等于不去：请改用 mean"), field=f"{at}.drop")
    for number, step in enumerate(rule.ties):
        yield from _of_tie(step, rule, number)


def _of_criterion(criterion: Criterion, at: str) -> Iterator[Flaw]:
    if criterion.low >= criterion.high:
        yield Flaw(_("量程的 min 须小于 max"), field=f"{at}.scale")
    if criterion.low < 0:
        yield Flaw(_("量程不能有负分"), field=f"{at}.scale.min")
    if criterion.step and (criterion.high - criterion.low) % criterion.step:
        yield Flaw(_("量程不是最小单位的整数倍"), field=f"{at}.scale.step")
    if criterion.veto and not criterion.low < criterion.veto.below <= criterion.high:
        yield Flaw(_("一票否决的界限须在量程之内"), field=f"{at}.veto.below")
    for number, level in enumerate(criterion.levels):
        if not criterion.low <= level.at <= criterion.high:
            yield Flaw(_("等级的分值须在量程之内"), field=f"{at}.levels[{number}].at")


def _of_tie(step: TieStep, rule: Rule, number: int) -> Iterator[Flaw]:
    at = f"ties[{number}]"
    if step.stage and not rule.stage(step.stage):
        yield Flaw(_("没有“%(key)s”这个环节") % {"key": step.stage}, field=f"{at}.stage")
        return
    stages = [stage for stage in rule.stages if step.stage in ("", stage.key)]
    if step.by is By.GROUP and not any(step.key == one.key for s in stages for one in s.groups):
        yield Flaw(_("没有“%(key)s”这个评委组") % {"key": step.key}, field=f"{at}.group")
    if step.by is By.CRITERION and not any(stage.criterion(step.key) for stage in stages):
        yield Flaw(_("没有“%(key)s”这项要素") % {"key": step.key}, field=f"{at}.criterion")
    if step.by is By.LOT and number + 1 < len(rule.ties):
        yield Flaw(_("抽签之后不会再有同分：抽签须写在最后"), field=at)


def _plain(number: Decimal | int) -> str:
    return f"{Decimal(number).normalize():f}"
