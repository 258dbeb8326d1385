"""When somebody is left in peace, and when their digest is due."""

from datetime import date, datetime, time

from qingmiao.notices.contracts import Wish


def is_quiet(wish: Wish, at: time) -> bool:
    """免打扰: from the first moment up to the last, which no longer counts; the hours may span midnight."""
    begins, ends = wish.quiet_begins, wish.quiet_ends
    if begins is None or ends is None:
        return False
    if begins < ends:
        return begins <= at < ends
    return at >= begins or at < ends


def digest_is_due(wish: Wish, *, local: datetime, last: date | None) -> bool:
    """From the chosen hour on, once a day, and never in quiet hours: then it waits until they end."""
    if wish.digest_hour is None or (last is not None and last >= local.date()):
        return False
    return local.hour >= wish.digest_hour and not is_quiet(wish, local.time())
