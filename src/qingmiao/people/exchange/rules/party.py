"""Party texts (入党时间): a date, other parties, or both, in any of the forms offices use."""

import re
import unicodedata

from qingmiao.people.exchange.contracts import Membership, PartialDate
from qingmiao.people.exchange.rules.dates import dotted, read_date_or_none

PARTIES = {
    "民革": "04",
    "民盟": "05",
    "民建": "06",
    "民进": "07",
    "农工党": "08",
    "农工": "08",
    "致公党": "09",
    "致公": "09",
    "九三学社": "10",
    "九三": "10",
    "台盟": "11",
    "无党派人士": "12",
    "无党派": "12",
    "群众": "13",
}
"""Other parties by the name they are called, with the code of GB/T 4762."""

_MEMBER, _PROBATIONARY, _MASSES = "01", "02", "13"
_SEPARATORS = re.compile(r"[;；、，,()（）\s]+")
_NAME = "|".join(sorted(PARTIES, key=len, reverse=True))
_PART = re.compile(rf"(?:(?P<name>{_NAME})(?:党员|盟员|会员|社员)?)?(?P<date>[\d.\-/年月日]*)")


def read_party(text: str) -> Membership:
    """Every part is either a date, a party, or a party with its date; the rest is kept unread."""
    joined: PartialDate | None = None
    others: list[tuple[str, PartialDate | None]] = []
    unread: list[str] = []
    for part in filter(None, _SEPARATORS.split(unicodedata.normalize("NFKC", text))):
        match = _PART.fullmatch(part)
        day = read_date_or_none(match["date"]) if match and match["date"] else None
        if match is None or (match["date"] and day is None):
            unread.append(part)
        elif match["name"]:
            others.append((match["name"], day))
        elif joined is None:
            joined = day
        else:
            unread.append(part)
    return Membership(joined=joined, others=tuple(others), unread="；".join(unread))


def write_party(membership: Membership) -> str:
    """The form `read_party` reads back: 2001.08；民建2005.06."""
    parts = [dotted(membership.joined)] if membership.joined else []
    parts += [name + dotted(day) for name, day in membership.others]
    return "；".join(parts + ([membership.unread] if membership.unread else []))


def political_face(membership: Membership) -> str:
    """The code of the political face a party text implies; empty when it says nothing."""
    if membership.joined:
        return _MEMBER
    if "预备" in membership.unread:
        return _PROBATIONARY
    return PARTIES[membership.others[0][0]] if membership.others else ""
