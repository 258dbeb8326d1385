"""Who is asked and how often, what a question may look like, and how results are worded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.cultivation.needs.contracts import Bar, Chart, Limits, QuestionDraft, Results
from qingmiao.cultivation.needs.enums import GroupBy, NeedState, SurveyState
from qingmiao.engines.ballots.contracts import Group, Line, Question, Told
from qingmiao.engines.ballots.enums import Asked
from qingmiao.engines.ballots.rules import NO, YES, merged
from qingmiao.kernel.periods import age_on
from qingmiao.orgs.enums import Level, UnitKind
from qingmiao.rulebook.engine import Articles

AGES = (30, 35, 40)
JOINT = "|"
MOST_QUESTIONS, MOST_OPTIONS = 12, 15
LONGEST_OPTION = 60


def limits_of(articles: Articles) -> Limits:
    return Limits(
        least_answers=int(articles["least_answers"].value),
        asked_a_month=int(articles["asked_a_month"].value),
        opened_a_month=int(articles["opened_a_month"].value),
        proposed_a_day=int(articles["proposed_a_day"].value),
        remind_before=int(articles["remind_before"].value),
    )


def group_of(*, by: str, unit_kind: str, level: str, birth: date, on: date) -> str:
    """The coarse group of an answer. Nothing else about a person goes with it."""
    if by == GroupBy.UNIT_KIND:
        return unit_kind
    if by == GroupBy.LEVEL:
        return level
    if by == GroupBy.AGE:
        age = age_on(birth=birth, on=on)
        return next((str(limit) for limit in AGES if age <= limit), "")
    return ""


def groups_told(sizes: Mapping[str, int], *, least: int) -> dict[str, str]:
    """Each group to what is kept of it: groups in which fewer are asked than may be told go together already
    when the survey opens, so that no sheet ever names a group of two.
    """
    return {name: JOINT.join(names) for names in merged(sizes, least) for name in names}


def _group_word(by: str, name: str) -> str:
    if by == GroupBy.UNIT_KIND:
        return str(UnitKind(name).label) if name else _("其他")
    if by == GroupBy.LEVEL:
        return str(Level(name).label) if name else _("其他")
    if not name:
        return _("%(age)s 岁以上") % {"age": AGES[-1]}
    above = [limit for limit in AGES if limit < int(name)]
    if not above:
        return _("%(age)s 岁及以下") % {"age": name}
    return _("%(first)d 至 %(last)s 岁") % {"first": above[-1] + 1, "last": name}


def word_of_group(by: str, group: Group) -> str:
    names = [part for name in group.names for part in name.split(JOINT)]
    return "、".join(_group_word(by, name) for name in names)


def flaws_of_question(draft: QuestionDraft, *, others: Iterable[str]) -> Iterator[str]:
    if draft.label in set(others):
        yield _("已有同样的题目")
    if draft.kind not in {Asked.SINGLE, Asked.MULTIPLE}:
        if draft.options:
            yield _("打分题和自由意见不列选项")
        return
    if not 2 <= len(draft.options) <= MOST_OPTIONS:
        yield _("单选、多选题须有 2 到 %(most)d 个选项") % {"most": MOST_OPTIONS}
    if len(set(draft.options)) != len(draft.options):
        yield _("选项有重复")
    if any(len(option) > LONGEST_OPTION for option in draft.options):
        yield _("每个选项不超过 %(longest)d 字") % {"longest": LONGEST_OPTION}
    if draft.most > len(draft.options):
        yield _("最多选几项不能超过选项数")


def flaws_of_opening(
    *,
    questions: int,
    asked: int,
    opened: int,
    opens_on: date,
    closes_on: date,
    on: date,
    limits: Limits,
) -> Iterator[str]:
    """``asked``: how many are left to ask; ``opened``: how many surveys the unit began in thirty days."""
    if not questions:
        yield _("还没有题目")
    if on < opens_on:
        yield _("开始日期还没有到；要提前开始，先改开始日期")
    if closes_on < on:
        yield _("截止日期已过")
    if opened >= limits.opened_a_month:
        yield _("本单位三十天内已开始 %(count)d 次征求，不得超过 %(most)d 次") % {
            "count": opened,
            "most": limits.opened_a_month,
        }
    if asked < limits.least_answers:
        yield _(
            "除去三十天内已征求过的，只有 %(asked)d 人可以征求，不足 %(least)d 份不公布结果，不必开始"
        ) % {"asked": asked, "least": limits.least_answers}


def flaws_of_survey(
    *, state: str, is_changed: bool, old_closing: date | None, closes_on: date
) -> Iterator[str]:
    """What was opened keeps its rules; its closing may only be put off."""
    if state == SurveyState.DRAFT:
        return
    if state == SurveyState.CLOSED:
        if is_changed or closes_on != old_closing:
            yield _("征求已经截止，不再修改")
        return
    if is_changed:
        yield _("开始征求后只能延长截止日期")
    if old_closing is not None and closes_on < old_closing:
        yield _("截止日期只能延后")


def flaws_of_proposal(*, title: str, proposed_today: int, limits: Limits) -> Iterator[str]:
    if not title.strip():
        yield _("请写明需求")
    if proposed_today >= limits.proposed_a_day:
        yield _("一天最多提出 %(most)d 条需求，请明天再提") % {"most": limits.proposed_a_day}


def flaws_of_reading(*, state: str, admits: bool, reason: str) -> Iterator[str]:
    if state == NeedState.MERGED:
        yield _("这条需求已经并入别的需求")
        return
    wanted = NeedState.WANTED if admits else NeedState.DECLINED
    if state == wanted:
        yield _("这条需求已经是“%(state)s”") % {"state": wanted.label}
    if not admits and not reason.strip():
        yield _("请写明办理意见")


def flaws_of_merging(*, state: str, into: str, is_itself: bool, reason: str) -> Iterator[str]:
    if is_itself:
        yield _("不能并入自己")
    if state not in {NeedState.WANTED, NeedState.PROPOSED}:
        yield _("只有看板上或待审核的需求可以并入")
    if into != NeedState.WANTED:
        yield _("只能并入看板上的需求")
    if not reason.strip():
        yield _("请写明合并的理由")


def results_of(told: Told, questions: Sequence[Question], *, by: str) -> Results:
    """What may be told, in words."""
    groups = tuple((word_of_group(by, group), group.size) for group in told.groups)
    charts = []
    for question in questions:
        lines = [line for line in told.lines if line.question == question.name]
        if question.kind != Asked.TEXT:
            charts.append(_chart(question, lines, told, names=[name for name, _size in groups]))
    wishes = tuple(text for texts in told.texts.values() for text in texts)
    return Results(answers=told.answers, groups=groups, charts=tuple(charts), wishes=wishes)


def _chart(question: Question, lines: Sequence[Line], told: Told, *, names: Sequence[str]) -> Chart:
    if question.kind == Asked.MULTIPLE:
        shown = [line for line in lines if line.is_told]
        pairs = [
            (line.option, cell) for line in shown for cell in line.cells if cell.options == (YES,)
        ]
        pairs.sort(key=lambda pair: -pair[1].count)
        withheld = len(lines) - len(shown)
    else:
        pairs = [(_joined(question, cell.options), cell) for line in lines for cell in line.cells]
        withheld = 0
    return Chart(
        label=question.label,
        bars=tuple(
            Bar(
                label=label,
                count=cell.count,
                whole=told.answers,
                by_group=tuple(zip(names, cell.by_group, strict=False)),
                is_topic=question.kind != Asked.SCALE and len(cell.options) == 1,
            )
            for label, cell in pairs
        ),
        withheld=withheld,
        has_groups=any(cell.by_group for _label, cell in pairs),
    )


def _joined(question: Question, options: Sequence[str]) -> str:
    words = [each for each in options if each not in {YES, NO}]
    if question.kind == Asked.SCALE:
        span = words[0] if len(words) == 1 else f"{words[0]}–{words[-1]}"
        return _("%(span)s 分") % {"span": span}
    return "、".join(words)
