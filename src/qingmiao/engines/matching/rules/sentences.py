"""Flaws, reasons and conflicts in the reader's language; never loaded by the child that solves."""

from django.utils.translation import gettext as _

from qingmiao.engines.matching.contracts import Answer, Broken, Flaw, Reason
from qingmiao.engines.matching.enums import Fault, RuleKind, Status, Why


def sentence_of(flaw: Flaw) -> str:
    """What is wrong and what to do, without the place."""
    said = {
        Fault.NOT_JSON: _("不是有效的 JSON：%(detail)s。请用 UTF-8 保存，并检查括号和逗号"),
        Fault.TWICE_NAMED: _("这个名称在同一对象中出现了两次：请只留一处"),
        Fault.OBJECT: _("应为一组“名称: 值”"),
        Fault.MISSING: _("缺少这一项：请补上"),
        Fault.UNKNOWN_FIELD: _("不认识这一项；可写的有：%(known)s"),
        Fault.LIST: _("应为列表，用方括号括起"),
        Fault.EMPTY: _("列表是空的：请至少写一个"),
        Fault.TOO_MANY: _("最多 %(most)s 个：请分批匹配"),
        Fault.ID: _("编号应为非空文字（不超过 200 字）或整数"),
        Fault.ID_TWICE: _("“%(id)s”出现不止一次：请删去重复的，或另编号"),
        Fault.ROWS: _("有 %(have)s 行，应为每人一行，共 %(need)s 行"),
        Fault.ROW_LENGTH: _("有 %(have)s 个数，应为每个岗位一个，共 %(need)s 个"),
        Fault.NUMBER: _("应为绝对值不超过 %(most)s 的数；不能匹配的写 null"),
        Fault.PAIR: _("应写成 [人员, 岗位]"),
        Fault.NO_PERSON: _("人员名单中没有“%(id)s”：请更正，或补入 people"),
        Fault.NO_OPENING: _("岗位名单中没有“%(id)s”：请更正，或补入 openings"),
        Fault.PAIR_TWICE: _("“%(id)s”被指定到不止一个岗位：请只留一个"),
        Fault.WHOLE: _("应为 0 到 %(most)s 的整数"),
        Fault.COUNTS_LENGTH: _("有 %(have)s 个数，应为每个岗位一个，共 %(need)s 个"),
        Fault.RANGE: _("下限 %(low)s 大于上限 %(high)s：请对调或更正"),
        Fault.LIMIT_OBJECT: _('应写成 {"name": …, "people": […], "openings": […], "max": …}'),
        Fault.LIMIT_SAYS_NOTHING: _("既没有 max 也没有 min：请至少写一个"),
        Fault.LIMIT_NAME: _("名称应为非空文字，且不与其他限制相同"),
        Fault.FILL: _("可写的有：%(known)s"),
        Fault.PINNED_FORBIDDEN: _(
            "指定“%(person)s”到“%(opening)s”，而这一对是禁止的：请取消其中一条"
        ),
    }
    return said[flaw.fault] % flaw.params


def told_flaw(flaw: Flaw) -> str:
    place = [_("第 %(row)s 行") % {"row": flaw.row}] if flaw.row else []
    return _("%(place)s：%(message)s") % {
        "place": " ".join([*place, flaw.field]),
        "message": sentence_of(flaw),
    }


def told_reason(reason: Reason) -> str:
    """Why, and what would change it."""
    words: dict[str, object] = {
        "person": reason.person, "opening": reason.opening, "cost": plain(reason.cost),
        "rank": reason.rank, "instead": reason.instead, "holder": reason.holder,
        "by": plain(reason.by), "limits": "、".join(reason.limits),
    }  # fmt: skip
    said = {
        Why.PINNED: _("已指定"),
        Why.ONLY: _("只有这一个岗位可去"),
        Why.CHEAPEST: _("是其成本最低的岗位（%(cost)s）"),
        Why.OTHERS: _("是其第 %(rank)s 低的岗位（%(cost)s）：更低的留给换下来总成本更高的人"),
        Why.FORBIDDEN: _("所有岗位都不能去；放开其中一对，方可参加匹配"),
        Why.DEARER: _("落选：离得最近的是“%(instead)s”（%(cost)s）"),
        Why.LIMIT: _("落选：去“%(instead)s”会违反“%(limits)s”；放宽这一限制，方可考虑"),
        Why.PLACES: _("落选：能去的岗位都已指定他人；取消一个指定，方可考虑"),
    }
    return said[reason.why] % words + _change(reason, words)


def _change(reason: Reason, words: dict[str, object]) -> str:
    if reason.by is None:
        return ""
    if reason.why is Why.DEARER:
        if reason.holder is None:
            return _("；其成本再低 %(by)s 以上即入选") % words
        return _("，现由“%(holder)s”担任；其成本再低 %(by)s 以上即由他替换") % words
    if reason.holder is None:
        return _("；成本再高 %(by)s 以上，就会改去“%(instead)s”") % words
    return _("；成本再高 %(by)s 以上，就会与“%(holder)s”对换到“%(instead)s”") % words


def told_rule(rule: Broken) -> str:
    said = {
        RuleKind.FORBIDDEN: _("“%(person)s”不得去“%(opening)s”"),
        RuleKind.PINNED: _("“%(person)s”指定去“%(opening)s”"),
        RuleKind.COUNT_MIN: _("“%(opening)s”至少 %(bound)s 人"),
        RuleKind.LIMIT_MAX: _("“%(limit)s”至多 %(bound)s 人"),
        RuleKind.LIMIT_MIN: _("“%(limit)s”至少 %(bound)s 人"),
    }
    return said[rule.rule] % {
        "person": rule.person, "opening": rule.opening, "limit": rule.limit, "bound": rule.bound,
    }  # fmt: skip


def told_status(answer: Answer) -> str:
    said = {
        Status.OPTIMAL: _("已证明最优"),
        Status.FEASIBLE: _("时间用完：现有方案与最优至多相差 %(gap)s"),
        Status.INFEASIBLE: _("无解：下列规则不能同时成立，放宽其中任何一条即可解开这一冲突"),
        Status.UNKNOWN: _("时间用完，还没有找到方案：请给更多时间或减少限制"),
    }
    gap = "—" if answer.gap is None else f"{answer.gap:.2%}"
    return said[answer.status] % {"gap": gap}


def plain(number: float | None) -> str:
    return "—" if number is None else f"{round(number, 6):.12g}"
