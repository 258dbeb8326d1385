"""GB/T 9704-2012, clauses 5 to 7: the sheet, the type area, the sizes.

These are the standard's own measures. They change when the standard is replaced, and then a
second sheet stands beside this one, for documents printed under the first must print alike.
"""

import unicodedata
from datetime import date
from typing import Final, NamedTuple

PAGE_MM: Final = (210, 297)
TOP_MM: Final = 37
BOTTOM_MM: Final = 35
LEFT_MM: Final = 28
RIGHT_MM: Final = 26
LINES: Final = 22
CHARACTERS: Final = 28
POINTS_PER_MM: Final = 72 / 25.4

BODY_PT: Final = 16  # 3号
TITLE_PT: Final = 22  # 2号
FOLIO_PT: Final = 14  # 4号
NOTE_PT: Final = 10.5  # 5号
SMALL_PT: Final = 9  # 小5号, beside a square code
CODE_MM: Final = 30
TITLE_LEADING: Final = 1.5  # of its size; the standard leaves it to the eye
FOLIO_DISTANCE_MM: Final = 7

WIDTH_PT: Final = (PAGE_MM[0] - LEFT_MM - RIGHT_MM) * POINTS_PER_MM
LINE_PT: Final = (PAGE_MM[1] - TOP_MM - BOTTOM_MM) * POINTS_PER_MM / LINES
# 28 characters of 16 pt are 158 mm wide and the type area is 156: the grid is drawn in a little.
TRACKING_PT: Final = WIDTH_PT / CHARACTERS - BODY_PT

_NUMERALS: Final = "零一二三四五六七八九"
_TEN: Final = 10


class SignaturePlace(NamedTuple):
    """Distance from the right edge of the type area, in characters."""

    signature: float
    dated: float


def columns(text: str) -> float:
    """Width in full-width characters: a digit or Latin letter takes half of one."""
    wide = {"W", "F", "A"}
    return sum(1.0 if unicodedata.east_asian_width(c) in wide else 0.5 for c in text)


def written_day(day: date) -> str:
    """7.3.5.4: Arabic figures, four-digit year, months and days without a leading zero."""
    return f"{day.year}年{day.month}月{day.day}日"


def signature_place(signature: str, day: date) -> SignaturePlace:
    """7.3.5.2, a document without a seal.

    The signature stands two characters from the right and the date begins two characters to
    the right of where the signature begins; a date that would pass the margin stays two
    characters from it and the signature moves left instead.
    """
    if not signature:
        return SignaturePlace(signature=2, dated=2)
    names, digits = columns(signature), columns(written_day(day))
    dated = 2 + names - 2 - digits
    if dated >= 2:
        return SignaturePlace(signature=2, dated=dated)
    return SignaturePlace(signature=max(2.0, 2 + digits + 2 - names), dated=2)


def heading_number(position: int) -> str:
    """一、 二、 … 十一、: the first structural level of 7.3.3."""
    tens, units = divmod(position, _TEN)
    words = ("" if tens <= 1 else _NUMERALS[tens]) + ("十" if tens else "")
    return f"{words}{_NUMERALS[units] if units else ''}、"
