"""What a change of a unit, a slot or a code must hold to stand."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _


def flaws_of_day(*, on: date, newest: date, today: date) -> Iterator[str]:
    """Changes are entered in the order they came into force, and not before they did."""
    if on > today:
        yield _("生效日期不得晚于今天")
    if on < newest:
        yield _("生效日期不得早于上一次变更的 %(day)s") % {"day": f"{newest:%Y.%m.%d}"}


def flaws_of_place(*, is_root: bool, has_parent: bool, is_below_itself: bool) -> Iterator[str]:
    """The tree keeps its one root, and nothing hangs below itself."""
    if is_root and has_parent:
        yield _("区本级没有上级机构")
    if not is_root and not has_parent:
        yield _("请选择上级机构")
    if is_below_itself:
        yield _("上级机构不能是本机构或其下级机构")


def flaws_of_parent(*, begins: date, ends: date | None, on: date) -> Iterator[str]:
    if on < begins or (ends is not None and on >= ends):
        yield _("上级机构在生效日期当天不存在")


def flaws_of_closing(*, children: int, posts: int) -> Iterator[str]:
    """A unit is closed from the leaves: what hangs on it is moved or closed first."""
    if children:
        yield _("还有 %(count)d 个下级机构，请先撤销或划转") % {"count": children}
    if posts:
        yield _("还有 %(count)d 个职位在用，请先撤销职位") % {"count": posts}
