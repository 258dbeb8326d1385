"""What a contest, its stages, entries and marks must hold to stand."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingmiao.selection.contests.contracts import ContestFacts, EntryFacts, MarkFacts, StageFacts
from qingmiao.selection.contests.enums import (
    JUDGED,
    PAST,
    RUNNING,
    ContestState,
    EntryState,
)

FROZEN = gettext_lazy("计分规则已经冻结，不能再改")
WHOLE = Decimal(100)
CENT = Decimal("0.01")
ZERO = Decimal(0)
CONCLUDED = frozenset(PAST)
ENTERED = frozenset({ContestState.DRAFT, *PAST})
"""As what a contest may be entered; from there its steps take it on."""
OUT = frozenset({EntryState.FAILED, EntryState.WITHDRAWN, EntryState.DISQUALIFIED})


def flaws_of_contest(facts: ContestFacts) -> Iterator[str]:
    """A contest of past years may stand without stages; one with stages is judged by all of them."""
    if facts.state_before and facts.state != facts.state_before:
        if {facts.state, facts.state_before} - ENTERED or facts.state_before in CONCLUDED:
            yield _("比武的状态由办理步骤推进，不能在这里改")
    elif not facts.state_before and facts.state not in ENTERED:
        yield _("新登记的比武请选“筹备”；补录往年的比武请选“结果确定”或“归档”")
    if facts.changes_rule:
        yield str(FROZEN)
    if facts.state in (*JUDGED, *PAST) and facts.weights is not None and facts.weights != WHOLE:
        yield _("各环节权重合计为 %(sum)s%%，须为 100%% 才能评审") % {"sum": shown(facts.weights)}
    if facts.state in CONCLUDED and facts.result_on is None:
        yield _("结果确定后须填写结果确定日期")


def flaws_of_stage(facts: StageFacts) -> Iterator[str]:
    if facts.changes_rule:
        yield str(FROZEN)
    total = facts.weight + facts.weight_of_others
    if total > WHOLE:
        yield _("各环节权重合计为 %(sum)s%%，不得超过 100%%") % {"sum": shown(total)}
    if facts.has_marks and facts.weight_before is not None and facts.weight != facts.weight_before:
        yield _("这个环节已有成绩，权重不能再改")


def flaws_of_entry(facts: EntryFacts) -> Iterator[str]:
    if facts.contest_state in RUNNING and facts.is_new:
        yield _("这次比武正在进行，请在比武页面报名")
    elif facts.contest_state in RUNNING and facts.moves:
        yield _("这次比武正在进行，状态、号牌、成绩和名次由办理步骤产生，不能在这里改")
    if facts.state == EntryState.RANKED and facts.place is None:
        yield _("已出成绩的须填写名次")
    if facts.state in OUT and facts.place is not None:
        yield _("未完成比武的不排名次")
    if (
        facts.total is not None
        and facts.weighted is not None
        and abs(facts.total - facts.weighted) > CENT
    ):
        yield _("总成绩与各环节成绩按权重计算的 %(weighted)s 不符") % {
            "weighted": shown(facts.weighted.quantize(CENT))
        }
    if (
        facts.is_shortlisted
        and facts.shortlist_size
        and facts.other_shortlisted >= facts.shortlist_size
    ):
        yield _("拟入围 %(size)d 人，名额已满") % {"size": facts.shortlist_size}


def flaws_of_mark(facts: MarkFacts, *, on: date) -> Iterator[str]:
    if not facts.is_same_contest:
        yield _("环节与参赛不属于同一次比武")
    if facts.entry_state in OUT:
        yield _("该选手未参加评审，不能登记成绩")
    if facts.weights != WHOLE:
        yield _("各环节权重合计为 %(sum)s%%，须为 100%% 才能登记成绩") % {
            "sum": shown(facts.weights)
        }
    if facts.decided_on < facts.contest_begins:
        yield _("评定日期不得早于比武开始日期")
    if facts.decided_on > on:
        yield _("评定日期不得晚于今天")


BANDS = (3, 5, 10, 20, 50)


def rank_band(place: int | None) -> str:
    """名次段: what is said of somebody elsewhere is the band of the place, never the place or a score."""
    bound = next((bound for bound in BANDS if place is not None and place <= bound), None)
    return f"前{bound}名" if bound else ""  # not interface: kept as written


def weighted_total(marks: dict[int, Decimal], weights: dict[int, Decimal]) -> Decimal | None:
    """What the marks come to by the weights of their stages; ``None`` while a stage has no mark."""
    if not weights or set(weights) - set(marks):
        return None
    return sum((marks[stage] * weight / WHOLE for stage, weight in weights.items()), ZERO)


def shown(number: Decimal) -> str:
    """Without needless zeros: 60, 92.5."""
    return f"{number.normalize():f}"
