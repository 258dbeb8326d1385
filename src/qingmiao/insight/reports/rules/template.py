"""The speech as data: words, and places for figures."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from qingmiao.insight.reports.contracts import Piece, Template, TemplateParagraph

_SHELF: Final = Path(__file__).parent.parent
_PLACE: Final = re.compile(r"\{(?P<figure>[FP]\d\d):(?P<pattern>[^}]*)\}")


@cache
def template(code: str) -> Template:
    """``template("speech")``; ``LookupError`` when the room has no such report."""
    file = _SHELF / f"{code}.toml"
    if not code.isidentifier() or not file.is_file():
        raise LookupError(code)
    source = tomllib.loads(file.read_text(encoding="utf-8"))
    return Template(
        code=source["code"],
        title=source["title"],
        signature=source["signature"],
        paragraphs=tuple(
            TemplateParagraph(
                kind=paragraph.get("kind", "body"),
                pieces=(
                    *_lead(paragraph.get("lead", "")),
                    *_pieces(paragraph["text"]),
                ),
            )
            for paragraph in source["paragraphs"]
        ),
    )


def written_window(begins: date) -> str:
    """2021年 when the window begins with the year, 2021年3月 or the whole day otherwise."""
    if (begins.month, begins.day) == (1, 1):
        return f"{begins.year}年"  # not interface: words of the Chinese speech
    if begins.day == 1:
        return f"{begins.year}年{begins.month}月"  # not interface: as above
    return f"{begins.year}年{begins.month}月{begins.day}日"  # not interface: as above


def filled(text: str, *, age: int, window_begins: date) -> str:
    """Words that rest on a reading say what the reading says."""
    return text.replace("{=age}", str(age)).replace("{=window}", written_window(window_begins))


def _lead(text: str) -> Iterator[Piece]:
    if text:
        yield Piece(text=text, is_lead=True)


def _pieces(text: str) -> Iterator[Piece]:
    at = 0
    for place in _PLACE.finditer(text):
        if place.start() > at:
            yield Piece(text=text[at : place.start()])
        yield Piece(text=place["pattern"], figure=place["figure"])
        at = place.end()
    if at < len(text):
        yield Piece(text=text[at:])
