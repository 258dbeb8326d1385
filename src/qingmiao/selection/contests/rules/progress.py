"""The steps of a contest: which follows which, and everything that is missing for the next one."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from qingmiao.selection.contests.contracts import StepFacts
from qingmiao.selection.contests.enums import RUNNING, ContestState, EntryState

STEPS = tuple(state for state in ContestState if state != ContestState.CALLED_OFF)
NEXT: Mapping[ContestState, ContestState] = dict(pairwise(STEPS))
MAY_LEAVE = (EntryState.SUBMITTED, EntryState.PASSED, EntryState.RANKED)
"""Entries that still take part and may therefore withdraw or be disqualified."""
MAY_OBJECT_TO_JUDGES = (
    ContestState.PUBLISHED,
    ContestState.OPEN,
    ContestState.CHECKING,
    ContestState.DRAWING,
    ContestState.JUDGING,
)
"""While contestants may ask a judge to step back; afterwards they object to the result."""
MAY_BE_FROZEN = (
    ContestState.DRAFT,
    ContestState.PUBLISHED,
    ContestState.OPEN,
    ContestState.CHECKING,
    ContestState.DRAWING,
)


def flaws_of_step(facts: StepFacts, to: str) -> Iterator[str]:
    """Every reason why the contest cannot go on to ``to`` now."""
    if NEXT.get(ContestState(facts.state)) != to:
        yield _("现在是“%(now)s”，不能办理“%(to)s”") % {
            "now": ContestState(facts.state).label,
            "to": ContestState(to).label,
        }
        return
    yield from _ASKED[ContestState(to)](facts)
    yield from facts.shortages


def _publishing(facts: StepFacts) -> Iterator[str]:
    if not facts.has_announcement:
        yield _("还没有比武公告，请先填写公告正文")
    if facts.entry_opens_on is None or facts.entry_closes_on is None:
        yield _("请先填写报名开始和报名截止")
    elif facts.entry_closes_on < facts.on:
        yield _("报名截止 %(day)s 已经过去，请先改期") % {
            "day": f"{facts.entry_closes_on:%Y.%m.%d}"
        }
    yield from facts.flaws_of_plan


def _opening(facts: StepFacts) -> Iterator[str]:
    yield from _frozen(facts)
    if facts.entry_opens_on is not None and facts.on < facts.entry_opens_on:
        yield _("报名从 %(day)s 开始，还没有到") % {"day": f"{facts.entry_opens_on:%Y.%m.%d}"}
    if facts.entry_closes_on is not None and facts.on > facts.entry_closes_on:
        yield _("报名截止 %(day)s 已经过去，请先延长报名") % {
            "day": f"{facts.entry_closes_on:%Y.%m.%d}"
        }


def _closing(facts: StepFacts) -> Iterator[str]:
    if facts.waiting + facts.passed < facts.fewest:
        yield _("只有 %(count)d 人报名，至少要 %(fewest)d 人，请延长报名或取消比武") % {
            "count": facts.waiting + facts.passed,
            "fewest": facts.fewest,
        }


def _drawing(facts: StepFacts) -> Iterator[str]:
    yield from _frozen(facts)
    if facts.waiting:
        yield _("还有 %(count)d 人没有审查") % {"count": facts.waiting}
    if facts.exemptions_asked:
        yield _("还有 %(count)d 项资格例外没有批复") % {"count": facts.exemptions_asked}
    if facts.passed < facts.fewest:
        yield _("资格通过的只有 %(count)d 人，至少要 %(fewest)d 人") % {
            "count": facts.passed,
            "fewest": facts.fewest,
        }


def _judging(facts: StepFacts) -> Iterator[str]:
    yield from _frozen(facts)
    if not facts.is_drawn:
        yield _("还没有抽签定号")


def _announcing(facts: StepFacts) -> Iterator[str]:
    return iter(())  # what is missing here the rooms above tell: sheets that are not signed


def _objecting(facts: StepFacts) -> Iterator[str]:
    if not facts.ranked:
        yield _("还没有名次，不能公布")


def _concluding(facts: StepFacts) -> Iterator[str]:
    if facts.objection_until is None:
        yield _("还没有定异议期")
    elif facts.on <= facts.objection_until:
        yield _("异议期至 %(day)s，期满之后才能确定结果") % {
            "day": f"{facts.objection_until:%Y.%m.%d}"
        }
    if not facts.ranked:
        yield _("还没有名次，不能确定结果")


def _archiving(facts: StepFacts) -> Iterator[str]:
    return iter(())


def _frozen(facts: StepFacts) -> Iterator[str]:
    if not facts.is_frozen:
        yield _("计分规则还没有冻结")


_ASKED: Mapping[ContestState, Callable[[StepFacts], Iterator[str]]] = {
    ContestState.PUBLISHED: _publishing,
    ContestState.OPEN: _opening,
    ContestState.CHECKING: _closing,
    ContestState.DRAWING: _drawing,
    ContestState.JUDGING: _judging,
    ContestState.PROVISIONAL: _announcing,
    ContestState.OBJECTION: _objecting,
    ContestState.FINAL: _concluding,
    ContestState.ARCHIVED: _archiving,
}


def why_not_open(facts: StepFacts) -> Iterator[str]:
    """Every reason why nobody may enter now."""
    if facts.state != ContestState.OPEN:
        yield _("现在是“%(now)s”，不受理报名") % {"now": ContestState(facts.state).label}
    if facts.entry_opens_on is not None and facts.on < facts.entry_opens_on:
        yield _("报名从 %(day)s 开始") % {"day": f"{facts.entry_opens_on:%Y.%m.%d}"}
    if facts.entry_closes_on is not None and facts.on > facts.entry_closes_on:
        yield _("报名已于 %(day)s 截止") % {"day": f"{facts.entry_closes_on:%Y.%m.%d}"}


def flaws_of_freezing(facts: StepFacts) -> Iterator[str]:
    """Every reason why the rule cannot be frozen now."""
    if facts.is_frozen:
        yield _("计分规则已经冻结，不能再冻结一次")
    if facts.state not in MAY_BE_FROZEN:
        yield _("现在是“%(now)s”，不能再定计分规则") % {"now": ContestState(facts.state).label}
    yield from facts.flaws_of_plan


def flaws_of_calling_off(state: str, *, reason: str) -> Iterator[str]:
    if state not in (ContestState.DRAFT, *RUNNING):
        yield _("现在是“%(now)s”，不能取消") % {"now": ContestState(state).label}
    if not reason.strip():
        yield _("请写明取消原因")


def flaws_of_extension(facts: StepFacts, *, closes_on: date, reason: str) -> Iterator[str]:
    """The window is only ever extended, so that nobody who was promised a day loses it."""
    if facts.state not in (ContestState.PUBLISHED, ContestState.OPEN):
        yield _("现在是“%(now)s”，不能延长报名") % {"now": ContestState(facts.state).label}
    if facts.entry_closes_on is not None and closes_on <= facts.entry_closes_on:
        yield _("原定 %(day)s 截止，只能延后") % {"day": f"{facts.entry_closes_on:%Y.%m.%d}"}
    if closes_on < facts.on:
        yield _("新的截止日期不得早于今天")
    if not reason.strip():
        yield _("请写明延期理由")


def flaws_of_early_closing(facts: StepFacts, *, reason: str) -> Iterator[str]:
    if (
        facts.entry_closes_on is not None
        and facts.on <= facts.entry_closes_on
        and not reason.strip()
    ):
        yield _("报名至 %(day)s 截止，提前截止请写明理由") % {
            "day": f"{facts.entry_closes_on:%Y.%m.%d}"
        }


def flaws_of_leaving(state: str, entry_state: str, *, reason: str) -> Iterator[str]:
    """Withdrawing and disqualifying: while the contest runs, from among those who take part."""
    if state not in RUNNING:
        yield _("现在是“%(now)s”，不能再变动参赛人员") % {"now": ContestState(state).label}
    if entry_state not in MAY_LEAVE:
        yield _("该选手现在是“%(now)s”，不能办理") % {"now": EntryState(entry_state).label}
    if not reason.strip():
        yield _("请写明理由")
