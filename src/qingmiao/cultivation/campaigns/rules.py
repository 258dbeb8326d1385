"""What cannot be true of a contribution."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _


def flaws_of_contribution(
    *, contributed_on: date, begins: date, ends: date | None
) -> Iterator[str]:
    if contributed_on < begins or (ends is not None and contributed_on > ends):
        yield _("日期不在活动期间（%(begins)s 起）内") % {"begins": f"{begins:%Y.%m.%d}"}
