"""What the engine says of a contest, and its formula in words and symbols."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from qingmiao.engines.scoring.contracts import Aggregation, Flaw, Group, Rule, Stage, TieStep
from qingmiao.engines.scoring.enums import By, Kind, Missing, Passing, Rounding


def plain(number: Decimal | int) -> str:
    return f"{Decimal(number).normalize():f}"


def too_few_judges(entry: str, stage: Stage, group: Group, have: int) -> Flaw:
    words = {
        "entry": entry, "have": have, "need": group.aggregation.fewest, "k": group.aggregation.drop,
        "where": where(stage, group),
    }  # fmt: skip
    if group.aggregation.drop:
        sentence = _(
            "“%(entry)s”%(where)s只有 %(have)s 名评委：各去 %(k)s 个最高最低至少要 %(need)s 名"
            "（2k+3），请增补评委或在开赛前改用 mean"
        )
    else:
        sentence = _("“%(entry)s”%(where)s没有一张有效的评分表：请补打")
    return Flaw(sentence % words, field="judge")


def where(stage: Stage, group: Group) -> str:
    inside = "、".join(one for one in (stage.key, group.key) if one)
    return _("（%(inside)s）") % {"inside": inside} if inside else ""


def formula(rule: Rule) -> dict[str, str]:
    """The formula as it is printed on every result sheet, in both languages and in symbols."""
    told = {"symbols": symbols(rule)}
    for key, language in (("zh", "zh-hans"), ("en", "en")):
        with override(language):
            told[key] = in_words(rule)
    return told


def in_words(rule: Rule) -> str:
    sentences = []
    for stage in rule.stages:
        weighed = _("、").join(
            _("%(key)s 占 %(share)s") % {"key": one.label or one.key, "share": plain(one.weight)}
            for one in stage.counting
        )
        name = _("“%(key)s”环节：") % {"key": stage.key} if stage.key else ""
        sentences.append(
            name
            + _(
                "每名评委各要素得分除以该要素满分，按权重（%(weighed)s）加权，折合为 %(out_of)s 分制，得评委总分。"
            )
            % {"weighed": weighed, "out_of": plain(rule.out_of)}
        )
        sentences += [_of_group(stage, group) for group in stage.groups]
        if alone := [one.label or one.key for one in stage.criteria if one.is_independent]:
            sentences.append(_("%(keys)s单列，不计入总分。") % {"keys": _("、").join(alone)})
        sentences += _of_vetoes(stage)
        sentences += _of_advance(stage)
    if len(rule.stages) > 1:
        shares = _("、").join(
            _("%(key)s 占 %(share)s%%") % {"key": one.key, "share": plain(one.weight)}
            for one in rule.stages
        )
        sentences.append(_("总分按环节权重相加：%(shares)s。") % {"shares": shares})
    sentences.append(_of_missing(rule))
    halves = _("四舍五入") if rule.rounding is Rounding.HALF_UP else _("四舍六入五成双")
    sentences.append(
        _("中间各步不舍入，总分最后保留 %(precision)s 位小数，%(halves)s。")
        % {"precision": rule.precision, "halves": halves}
    )
    sentences.append(_of_ties(rule))
    return " ".join(one for one in sentences if one)


def _of_group(stage: Stage, group: Group) -> str:
    who = _("“%(key)s”组的评委总分") % {"key": group.key} if group.key else _("各评委总分")
    how = how_aggregated(group.aggregation)
    if len(stage.groups) == 1:
        return _("%(who)s%(how)s，为该项得分。") % {"who": who, "how": how}
    return _("%(who)s%(how)s，占 %(share)s%%。") % {
        "who": who, "how": how, "share": plain(group.weight),
    }  # fmt: skip


def how_aggregated(aggregation: Aggregation) -> str:
    said = {
        Kind.MEAN: _("取平均"),
        Kind.MEDIAN: _("取中位数"),
        Kind.TRIMMED_MEAN: _("去掉 %(k)s 个最高和 %(k)s 个最低后取平均"),
        Kind.TRIMMED_MEAN_PER_CRITERION: _(
            "改为逐项计算：每项要素去掉 %(k)s 个最高分和 %(k)s 个最低分后取平均，再加权"
        ),
    }
    return said[aggregation.kind] % {"k": aggregation.drop}


def _of_vetoes(stage: Stage) -> list[str]:
    return [
        _("%(key)s 有 %(judges)s 名及以上评委打分低于 %(below)s 的，一票否决。")
        % {
            "key": one.label or one.key,
            "judges": one.veto.judges,
            "below": plain(one.veto.below),
        }
        for one in stage.criteria
        if one.veto
    ]


def _of_advance(stage: Stage) -> list[str]:
    said = {
        Passing.TOP: _("前 %(count)s 名晋级，末位同分一并晋级。"),
        Passing.CUT: _("%(score)s 分及以上晋级。"),
        Passing.DECISION: _("晋级名单由集体研究决定并写明理由。"),
    }
    if stage.advance.kind not in said:
        return []
    words = {"count": stage.advance.count, "score": plain(stage.advance.score)}
    return [said[stage.advance.kind] % words]


def _of_missing(rule: Rule) -> str:
    return {
        Missing.REFUSE: _("必评要素有缺的，补齐后方可计算。"),
        Missing.DROP_SHEET: _("必评要素有缺的，整张评分表不计。"),
        Missing.REWEIGHT: _("必评要素有缺的，其余要素按权重折算。"),
        Missing.ZERO: _("必评要素有缺的，该项按 0 分计。"),
    }[rule.missing]


def _of_ties(rule: Rule) -> str:
    if not rule.ties:
        return _("总分相同的名次并列。")
    return _("总分相同的，依次比较：%(steps)s；仍相同的并列。") % {
        "steps": _("、").join(tie_step(step) for step in rule.ties)
    }


def tie_step(step: TieStep) -> str:
    words = {"key": step.key, "stage": step.stage}
    said = {
        By.UNROUNDED_TOTAL: _("未舍入的总分"),
        By.UNTRIMMED_MEAN: _("不去最高最低的平均分"),
        By.MEDIAN: _("评委总分的中位数"),
        By.STAGE: _("“%(stage)s”环节得分"),
        By.GROUP: _("“%(key)s”组得分"),
        By.CRITERION: _("“%(key)s”得分"),
        By.LOT: _("按事先承诺的种子抽签"),
    }[step.by] % words
    if step.stage and step.by is not By.STAGE:
        return _("%(what)s（%(stage)s）") % {"what": said, "stage": step.stage}
    return said


# ---------------------------------------------------------------- symbols
def symbols(rule: Rule) -> str:
    """The same without words: i entry, j judge, c criterion, g group, s stage, x mark, m full mark."""
    parts = []
    for stage in rule.stages:
        weights = sum(one.weight for one in stage.counting)
        terms = " + ".join(
            f"{plain(one.weight)}·x_{one.key}/{plain(one.high)}" for one in stage.counting
        )
        total = f"T_ij = {plain(rule.out_of)}·({terms})/{plain(weights)}"
        for group in stage.groups:
            name = "_".join(["S", *(one for one in (stage.key, group.key) if one)])
            parts.append(f"{total}; {name} = {_aggregate_symbols(group.aggregation, stage, rule)}")
        if len(stage.groups) > 1:
            shares = " + ".join(
                f"{plain(group.weight)}·{'_'.join(x for x in ('S', stage.key, group.key) if x)}"
                for group in stage.groups
            )
            parts.append(f"{'_'.join(x for x in ('S', stage.key) if x)} = ({shares})/100")
    if len(rule.stages) > 1:
        shares = " + ".join(f"{plain(one.weight)}·S_{one.key}" for one in rule.stages)
        parts.append(f"R_i = round_{rule.precision}(({shares})/100)")
    else:
        parts.append(f"R_i = round_{rule.precision}(S)")
    return "; ".join(parts)


def _aggregate_symbols(aggregation: Aggregation, stage: Stage, rule: Rule) -> str:
    k = aggregation.drop
    if aggregation.kind is Kind.MEDIAN:
        return "median_j(T_ij)"
    if aggregation.kind is Kind.TRIMMED_MEAN:
        return f"1/(J−{2 * k})·Σ_(r={k + 1}..J−{k}) T_i(r)"
    if aggregation.kind is Kind.TRIMMED_MEAN_PER_CRITERION:
        weights = sum(one.weight for one in stage.counting)
        return (
            f"{plain(rule.out_of)}/{plain(weights)}·Σ_c w_c/m_c·"
            f"1/(J−{2 * k})·Σ_(r={k + 1}..J−{k}) x_ic(r)"
        )
    return "1/J·Σ_j T_ij"
