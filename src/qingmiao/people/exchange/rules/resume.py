"""Résumé text (简历) to spells and back. What cannot be read is kept with its place and shown."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from qingmiao.people.exchange.contracts import Line, PartialDate, Resume, Unparsed
from qingmiao.people.exchange.enums import LineKind
from qingmiao.people.exchange.rules.dates import NotADate, dotted, read_date

LONGEST = 400
HANGING = 18
"""Width of the dates and the two blanks behind them, in half-width columns."""

_DATE = r"\d{4}\s?(?:[.．/年]\s?\d{1,2}(?:[.．/月]\d{1,2}日?)?月?|\d{2,4}|年)?"
_TO = r"\s*(?:[-‐‑‒–—―─－~～〜]+|至|到)\s*"
_NOW = r"至今|今|现在|迄今"
_SPELL = re.compile(
    rf"\s*(?P<begins>{_DATE})(?:(?:{_TO})(?P<ends>{_DATE}|{_NOW})?|(?P<now>至今))(?P<text>.*)",
    re.DOTALL,
)
_NO_START = re.compile(rf"\s{{3,}}(?:[-–—－]{{1,2}})(?P<ends>{_DATE})(?P<text>.*)", re.DOTALL)
_ONE_DATE = re.compile(rf"\s*(?P<begins>{_DATE})[\s,，:：]+(?P<text>\S.*)", re.DOTALL)
_LIKE_A_DATE = re.compile(r"\s*[12]\d{3}\s*(?:[./年]\s*\d|\d{2}|年?\s*(?:[-–—－～~]|至))")
_INSIDE = re.compile(
    r"[（(]\s*其间[:：]?\s*(?P<inside>[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]\s*$"
)
_JOINTS = re.compile(r"[;；]\s*")

_STUDY = re.compile(
    "学习|进修|就读|攻读|中专|大专|专科|本科|研究生|学士|硕士|博士|毕业|学位|学员|函授|自考|专业"
)
_WORK = re.compile(
    "工作|讲师|教师|任教|教授|助教|博士后|试用|选调|主任|科长|书记|局长|科员|干部|干事|职员"
)
_POSTING = re.compile("挂职|选派|援藏|援疆|援青|驻村|第一书记|跟班|借调")


def read_resume(text: str) -> Resume:
    """Lines that begin with a date begin a spell; the others continue the one before."""
    lines: list[Line] = []
    unparsed: list[Unparsed] = []
    for number, written in _entries(text):
        line = _read_line(written)
        if line is None:
            unparsed.append(Unparsed(number, written.strip()))
        else:
            lines.append(line)
    return Resume(tuple(lines), tuple(unparsed))


def _entries(text: str) -> list[tuple[int, str]]:
    """Whole lines with the number each begins at; a line without a date belongs to the one above."""
    entries: list[tuple[int, str]] = []
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if not raw.strip():
            continue
        if entries and not _begins_a_line(raw):
            begun, above = entries[-1]
            entries[-1] = (begun, _joined(above, raw.strip()))
        else:
            entries.append((number, raw.rstrip()))
    return entries


def _begins_a_line(raw: str) -> bool:
    narrow = _narrow(raw)
    return bool(_LIKE_A_DATE.match(narrow) or _NO_START.match(narrow))


def _joined(above: str, below: str) -> str:
    """Words of a wrapped line are joined; only two Latin ones need the blank between them."""
    needs_blank = above[-1:].isascii() and below[:1].isascii() and above[-1:].isalnum()
    return f"{above} {below}" if needs_blank and below[:1].isalnum() else above + below


def _narrow(raw: str) -> str:
    """Dates narrowed without touching the words: one letter for one letter."""
    return "".join(
        unicodedata.normalize("NFKC", letter) if letter in "０１２３４５６７８９．／" else letter
        for letter in raw
    ).replace("\u3000", "  ")


def _read_line(written: str) -> Line | None:
    narrow = _narrow(written)
    for pattern in (_SPELL, _NO_START, _ONE_DATE):
        match = pattern.match(narrow)
        if match is None:
            continue
        parts = match.groupdict()
        text = parts["text"].strip().removeprefix("：").removeprefix(":").strip()
        try:
            begins, ends = _date(parts.get("begins")), _date(parts.get("ends"))
        except NotADate:
            return None
        return _line(begins, ends, text) if text else None
    return None


def _date(text: str | None) -> PartialDate | None:
    if not text or re.fullmatch(_NOW, text):
        return None
    return read_date("".join(text.split()))


def _line(begins: PartialDate | None, ends: PartialDate | None, text: str) -> Line:
    words = text
    inner: tuple[Line, ...] = ()
    if match := _INSIDE.search(text):
        found = [_read_line(piece) for piece in _JOINTS.split(match["inside"]) if piece.strip()]
        if found and all(found) and text[: match.start()].strip():
            words = text[: match.start()].strip()
            inner = tuple(line for line in found if line)
    return Line(words, begins, ends, kind_of(words), inner)


def storable(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines as a dossier can hold them: a text of bounded length, and no end before its beginning."""
    return tuple(_storable(line) for line in lines)


def _storable(line: Line) -> Line:
    ends = line.ends
    if line.begins and ends and ends.first < line.begins.first:
        ends = line.begins
    return replace(line, text=line.text[:LONGEST], ends=ends, inner=storable(line.inner))


def meaning_of(text: str) -> tuple[Line, ...]:
    """What a résumé says, whatever kind its lines are filed under."""

    def plain(line: Line) -> Line:
        return replace(line, kind=LineKind.WORK, inner=tuple(plain(part) for part in line.inner))

    return tuple(plain(line) for line in storable(read_resume(text).lines))


def kind_of(text: str) -> LineKind:
    """Study, posting or work by the words used; 博士后 is work, and so is whoever teaches."""
    if _POSTING.search(text):
        return LineKind.POSTING
    if _STUDY.search(text) and not _WORK.search(text):
        return LineKind.STUDY
    return LineKind.WORK


def write_resume(lines: Iterable[Line]) -> str:
    """The lines as the official form sets them; `read_resume` reads the same lines back."""
    return "\n".join(_written(line) for line in lines)


def _written(line: Line) -> str:
    text = f"{_dates(line)}  {line.text}"
    if line.inner:
        inside = "；".join(f"{_dates(part).strip()}  {part.text}" for part in line.inner)
        text += f"\n{' ' * HANGING}（其间：{inside}）"
    return text


def _dates(line: Line) -> str:
    begins, ends = dotted(line.begins), dotted(line.ends)
    dashes = "--" if begins or ends else "  "
    return f"{begins:7}{dashes}{ends:7}"
