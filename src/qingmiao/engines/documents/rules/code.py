"""Papers that can be compared: a number nobody guesses, and a square code that leads to where it is asked."""

import io
import secrets

import segno

from qingmiao.engines.documents.contracts import Code

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is read for something else
GROUPS, GROUP = 5, 5
PIXELS = 8
HEX = 8


def drawn_number() -> str:
    """Twenty-five signs drawn from thirty-two: 125 bits, so that guessing is no way."""
    signs = [secrets.choice(ALPHABET) for _sign in range(GROUPS * GROUP)]
    return "-".join("".join(signs[at : at + GROUP]) for at in range(0, len(signs), GROUP))


def read_number(typed: str) -> str:
    """As it is kept, however it was typed."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())[: GROUPS * GROUP]
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))


def code_of(address: str, *, is_sized: bool = True) -> str:
    """A QR code as a drawing, one path, no colour but black; without a size it takes the page's."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(
        drawn, kind="svg", xmldecl=False, svgns=True, border=2, omitsize=not is_sized
    )
    return drawn.getvalue().decode()


def picture_of(address: str) -> bytes:
    """The same code in dots, for files that take no drawing."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="png", scale=PIXELS, border=2)
    return drawn.getvalue()


def code(address: str, *lines: str) -> Code:
    """The code at the foot of a paper, with the lines of small print beside it."""
    return Code(leads_to=address, svg=code_of(address), png=picture_of(address), lines=lines)


def in_groups(digest: str) -> str:
    """A hash as people compare it: eight signs at a time."""
    return " ".join(digest[at : at + HEX] for at in range(0, len(digest), HEX))
