"""Dates as offices write them: 198910, 1989.10, 1989-10-24, 1989年10月, １９８９．１０."""

import re
import unicodedata
from datetime import date

from qingmiao.people.exchange.contracts import PartialDate
from qingmiao.people.exchange.enums import DateFlaw

EARLIEST, LATEST = 1900, 2100
_PACKED = re.compile(r"(\d{4})(\d{2})?(\d{2})?")
_SPLIT = re.compile(r"(\d{4})([.\-/年])(\d{1,2})(?:[.\-/月](\d{1,2}))?[日月号.]?")
_YEAR = re.compile(r"(\d{4})年?")


class NotADate(ValueError):
    """The text says no date; `flaw` says why."""

    def __init__(self, flaw: DateFlaw) -> None:
        self.flaw = flaw
        super().__init__(flaw)


def read_date(text: str) -> PartialDate:
    """The date a text says, at its own precision.

    «1989.1» is refused: it is January to one and, typed into a number cell, October to another.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if match := _YEAR.fullmatch(plain):
        return _checked(match[1], "", "")
    if match := _PACKED.fullmatch(plain):
        return _checked(match[1], match[2] or "", match[3] or "")
    if match := _SPLIT.fullmatch(plain):
        year, separator, month, day = match.groups()
        if separator == "." and month == "1" and not day:
            raise NotADate(DateFlaw.ONE_OR_TEN)
        return _checked(year, month, day or "")
    raise NotADate(DateFlaw.NOT_A_DATE)


def read_date_or_none(text: str) -> PartialDate | None:
    try:
        return read_date(text)
    except NotADate:
        return None


def _checked(year: str, month: str, day: str) -> PartialDate:
    """`00` for a month or a day is how some forms say «not known»."""
    read = PartialDate(int(year), int(month or 0), int(day or 0) if int(month or 0) else 0)
    if not EARLIEST <= read.year <= LATEST:
        raise NotADate(DateFlaw.YEAR_OUT_OF_RANGE)
    if read.month > 12:
        raise NotADate(DateFlaw.NO_SUCH_MONTH)
    try:
        date(read.year, read.month or 1, read.day or 1)
    except ValueError as error:
        raise NotADate(DateFlaw.NO_SUCH_DAY) from error
    return read


def dotted(value: PartialDate | None) -> str:
    """1989.10, as it is shown and as résumés write it."""
    if value is None:
        return ""
    parts = [f"{value.year:04}", f"{value.month:02}", f"{value.day:02}"]
    return ".".join(parts[: 1 + bool(value.month) + bool(value.day)])


def packed(value: PartialDate | None) -> str:
    """198910, as the file format writes it."""
    return dotted(value).replace(".", "")
