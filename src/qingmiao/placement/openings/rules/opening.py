"""What cannot be true of an opening or a wish, and which steps an opening may take."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from qingmiao.placement.openings.contracts import OpeningMove
from qingmiao.placement.openings.enums import WAYS, OpeningState


def flaws_of_opening(
    *, begins: date, scheme_begins: date, scheme_ends: date | None, experience: str, months: int
) -> Iterator[str]:
    if begins < scheme_begins or (scheme_ends is not None and begins >= scheme_ends):
        yield _("到岗日期不在该选派制度的施行期间内")
    if months and not experience:
        yield _("写了经历月数，还须选择是哪一种经历")


def flaws_of_move(move: OpeningMove, *, wanted: str) -> Iterator[str]:
    """Every reason why an opening cannot be published, closed or withdrawn now."""
    state = OpeningState(move.state)
    if wanted not in WAYS[state]:
        yield _("%(state)s的岗位不能这样办理") % {"state": state.label}
    if wanted == OpeningState.OPEN and move.is_past:
        yield _("到岗日期已过，请先改期")
    if wanted == OpeningState.WITHDRAWN and not move.reason.strip():
        yield _("请写明撤回理由")


def flaws_of_wish(*, chosen: list[int | None], is_open: bool) -> Iterator[str]:
    ranks = [each for each in chosen if each is not None]
    if chosen != ranks + [None] * (len(chosen) - len(ranks)):
        yield _("请从第一志愿填起")
    if len(set(ranks)) != len(ranks):
        yield _("三个志愿不得重复")
    if not is_open:
        yield _("只能填报已发布的岗位")
