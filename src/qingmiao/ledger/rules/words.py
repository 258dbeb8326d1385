"""How deeds and doors are called where no single entry is told."""

import re
from string import Formatter

from qingmiao.ledger.enums import Door

GAP = "…"
_DETAILS = re.compile(rf"(?<=.)[：:][^“”]*{GAP}.*$")
_ASIDE = re.compile(rf" ?[（(][^（()）]*{GAP}[^（()）]*[)）]")
_EDGES = rf"\s{GAP}：:，,“”\"「」《》"


def phrase_of(sentence: str, *, noun: str = "") -> str:
    """A deed's sentence as the name of its kind: 「登记{noun}：{title}」 is 「登记片」.

    What varies from entry to entry becomes «…» inside the sentence and nothing at its edges; what a
    colon only introduces goes, and asides as well.
    """
    pieces = []
    for text, gap, *_ in Formatter().parse(sentence):
        pieces.append(text)
        if gap is not None:
            pieces.append(noun if gap == "noun" and noun else GAP)
    told = _ASIDE.sub("", _DETAILS.sub("", "".join(pieces)))
    told = re.sub(rf"{GAP}(?:[\s、]*{GAP})+", GAP, told)
    return re.sub(rf"^[{_EDGES}]+|[{_EDGES}]+$", "", told) or sentence


def door_word(code: str) -> str:
    return str(Door(code).label) if code in Door else code
