"""The code on the door: it changes, it runs out, and what it gives is bound to whoever scanned it.

A token says session and stretch of time, signed. Scanning it gives a pass for the one person who is
signed in. Neither is proof of presence: both only let somebody say that they are there.
"""

import hmac
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from django.utils.translation import gettext as _

from qingmiao.cultivation.courses.enums import ClassState

MAC = 20
PASS_SECONDS = 180
LONGEST = 120


def stretch_of(at: datetime, seconds: int) -> int:
    return int(at.timestamp()) // seconds


def _mac(text: str, key: bytes) -> str:
    return hmac.new(key, text.encode(), sha256).hexdigest()[:MAC]


def door_token(*, session_id: int, at: datetime, seconds: int, key: bytes) -> str:
    text = f"{session_id:x}-{stretch_of(at, seconds):x}"
    return f"{text}-{_mac('door:' + text, key)}"


def session_behind(token: str, *, at: datetime, seconds: int, key: bytes) -> int | None:
    """The session of a token that is on the door now, or was until a moment ago; else nothing."""
    text, _dash, mac = token[:LONGEST].rpartition("-")
    if not hmac.compare_digest(mac.encode(), _mac("door:" + text, key).encode()):
        return None
    session, _dash, stretch = text.partition("-")
    now = stretch_of(at, seconds)
    return int(session, 16) if int(stretch, 16) in {now, now - 1} else None


def personal_pass(*, session_id: int, person_id: int, at: datetime, key: bytes) -> str:
    """What a scan is worth: this person, this session, for some minutes."""
    text = f"{int(at.timestamp()):x}"
    return f"{text}-{_mac(f'pass:{session_id}:{person_id}:{text}', key)}"


def pass_is_good(pass_: str, *, session_id: int, person_id: int, at: datetime, key: bytes) -> bool:
    text, _dash, mac = pass_[:LONGEST].partition("-")
    wanted = _mac(f"pass:{session_id}:{person_id}:{text}", key)
    if not hmac.compare_digest(mac.encode(), wanted.encode()):
        return False
    return 0 <= int(at.timestamp()) - int(text, 16) <= PASS_SECONDS


def flaws_of_signing_in(
    *, is_today: bool, state: str, is_member: bool, has_signed: bool
) -> Iterator[str]:
    if not is_today:
        yield _("今天没有这个课次")
    if state != ClassState.RUNNING:
        yield _("班次没有开班，不能签到")
    if not is_member:
        yield _("您不是这个班次的学员，不能签到")
    if has_signed:
        yield _("已经签到，不必再扫")


def sample_size(claimed: int, *, percent: int, least: int) -> int:
    """How many are called by name: the share, rounded up, but at least so many, and no more than there are."""
    share = -(-claimed * percent // 100)
    return min(claimed, max(least, share))
