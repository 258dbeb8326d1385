"""Every reason why a step of the results cannot be taken now."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from qingmiao.selection.contests.enums import Advance, ContestState
from qingmiao.selection.results.contracts import Question, Shortlist
from qingmiao.selection.results.rules.reckoning import Output

RECKONED = (ContestState.PROVISIONAL, ContestState.OBJECTION)
"""There is a result, and it may still be computed again."""


def shortlist_of(output: Output, size: int) -> Shortlist:
    """Whoever is ranked within the places there are. A tie that does not fit whole stands at the edge."""
    chosen: list[str] = []
    ranked = [line for line in output["entries"] if line["rank"] is not None]
    for rank in sorted({line["rank"] for line in ranked}):
        together = [line["entry"] for line in ranked if line["rank"] == rank]
        left = size - len(chosen)
        if len(together) > left:
            return Shortlist(chosen=tuple(chosen), edge=tuple(together) if left else (), left=left)
        chosen += together
    return Shortlist(chosen=tuple(chosen), edge=(), left=0)


def flaws_of_picks(found: Shortlist, picks: Collection[str], *, reason: str) -> Iterator[str]:
    """Who of a tie at the edge is shortlisted is decided with a reason, and no more than places are left."""
    if set(picks) - set(found.edge):
        yield _("只能在末位并列的号牌中选择")
    if len(picks) > found.left:
        yield _("只剩 %(left)d 个名额") % {"left": found.left}
    if found.edge and not reason.strip():
        yield _("末位 %(plates)s 号并列，入围谁须集体研究并写明理由") % {
            "plates": "、".join(found.edge)
        }


def flaws_of_advancing(
    *,
    advance: str,
    is_last: bool,
    is_decided: bool,
    has_result: bool,
    is_stale: bool,
    fit: Collection[str],
    picks: Collection[str],
    reason: str,
) -> Iterator[str]:
    if is_last:
        yield _("最后一个环节之后没有可晋级的环节")
    if is_decided:
        yield _("晋级名单已经确定，不能再改")
    if not has_result:
        yield _("请先计算这个环节的成绩")
    elif is_stale:
        yield _("评分或参赛人员有变动，请先重新计算这个环节的成绩")
    if advance != Advance.DECISION:
        return
    if not picks:
        yield _("请勾选晋级的号牌")
    if set(picks) - set(fit):
        yield _("%(plates)s 号没有这个环节的有效成绩，不能晋级") % {
            "plates": "、".join(sorted(set(picks) - set(fit)))
        }
    if not reason.strip():
        yield _("集体研究确定晋级须写明理由")


def flaws_of_deciding_anew(
    *,
    found: Question | None,
    is_stale: bool,
    plates: Collection[str],
    unjudged: Mapping[str, Collection[str]],
    reason: str,
) -> Iterator[str]:
    """Why a list that was decided cannot be kept or drawn up anew after a correction."""
    if found is None:
        yield _("作为依据的评分没有变动，晋级名单不能再改")
        return
    if is_stale:
        yield _("评分或参赛人员有变动，请先重新计算这个环节的成绩")
    if not plates:
        yield _("请勾选晋级的号牌")
    if stopped := sorted(set(plates) - found.able, key=int):
        yield _("%(plates)s 号没有这个环节的有效成绩，不能晋级") % {"plates": "、".join(stopped)}
    for stage, lacking in unjudged.items():
        yield _("“%(stage)s”已经封存，%(plates)s 号没有评分，不能补入；请保留原名单并写明理由") % {
            "stage": stage, "plates": "、".join(lacking),
        }  # fmt: skip
    if not reason.strip():
        yield _("重新研究晋级名单须写明理由")


def flaws_of_reckoning_again(state: str, *, reason: str) -> Iterator[str]:
    if state not in RECKONED:
        yield _("现在是“%(now)s”，不能重新计算") % {"now": ContestState(state).label}
    if not reason.strip():
        yield _("请写明重新计算的理由")


def flaws_of_lot(
    state: str, *, has_lot_step: bool, is_drawn: bool, ties: Sequence[Any], is_asker: bool
) -> Iterator[str]:
    if state != ContestState.PROVISIONAL:
        yield _("现在是“%(now)s”，不是抽签的时候") % {"now": ContestState(state).label}
    if not has_lot_step:
        yield _("计分规则没有约定抽签")
    if is_drawn:
        yield _("种子已经公布，不能再抽")
    if not ties:
        yield _("没有须抽签的并列")
    if is_asker:
        yield _("计算的人不能作见证")


def flaws_of_objecting(
    state: str, *, until: date | None, on: date, plate: int | None, grounds: str
) -> Iterator[str]:
    if state != ContestState.OBJECTION:
        yield _("现在是“%(now)s”，不受理异议") % {"now": ContestState(state).label}
    elif until is not None and on > until:
        yield _("异议期已于 %(day)s 届满") % {"day": f"{until:%Y.%m.%d}"}
    if plate is None:
        yield _("该选手没有参加评审")
    if not grounds.strip():
        yield _("请写明异议事项和理由")
