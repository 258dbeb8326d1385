"""The unit's word on a self-nomination: asked for within a term, never a veto, never a silent one."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from qingmiao.rulebook.engine import Articles
from qingmiao.selection.nominations.enums import NominationState, Opinion

ANSWERS = (Opinion.AGREED, Opinion.OPPOSED)


def due_on(articles: Articles, *, submitted_on: date) -> date:
    """The last day on which the unit answers in time; the day of submission does not count."""
    return submitted_on + timedelta(days=articles["opinion_days"].value)


def has_lapsed(*, opinion: str, due: date | None, on: date) -> bool:
    return opinion == Opinion.PENDING and due is not None and on > due


def flaws_of_opinion(*, state: str, opinion: str, answer: str, text: str) -> Iterator[str]:
    """A unit that kept silent may still speak until the nomination is accepted."""
    if state != NominationState.SUBMITTED:
        yield _("这份自荐现在不需要单位意见")
    elif opinion not in (Opinion.PENDING, Opinion.SILENT):
        yield _("单位意见已经提交")
    if answer not in ANSWERS:
        yield _("请选择同意或不同意")
    if not text.strip():
        yield _("请写明意见")
