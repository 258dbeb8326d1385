"""What cannot be true of a posting, beyond what the database refuses."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.placement.postings.contracts import PostingFacts
from qingmiao.placement.postings.enums import PostingState

BACK = (PostingState.RETURNED, PostingState.RECALLED)
UNDER_WAY = (PostingState.RUNNING, PostingState.EXTENDED, *BACK)


def flaws_of_posting(facts: PostingFacts, *, on: date) -> Iterator[str]:
    """Every reason why the posting cannot stand, told at once."""
    if facts.begins < facts.scheme_begins or (
        facts.scheme_ends is not None and facts.begins >= facts.scheme_ends
    ):
        yield _("开始日期不在该选派制度的施行期间内")
    if facts.planned_end is not None and facts.planned_end <= facts.begins:
        yield _("计划结束须晚于开始日期")
    if facts.state in UNDER_WAY and facts.begins > on:
        yield _("开始日期还没有到，状态只能是拟选派或已派出")
    if facts.state == PostingState.EXTENDED and facts.planned_end is None:
        yield _("延期须写明新的计划结束日期")
    if facts.state not in BACK and facts.result:
        yield _("鉴定结果在期满返回或提前返回后填写")
    if facts.state != PostingState.RECALLED and facts.early_reason:
        yield _("只有提前返回才填写提前返回理由")
