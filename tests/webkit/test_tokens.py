"""Words stay readable in light and in dark: the ratios WCAG 2.2 AA asks for."""

import re
from pathlib import Path

import pytest

import qingmiao

CSS = Path(qingmiao.__file__).parent / "webkit" / "static" / "webkit" / "css" / "tokens.css"
ENOUGH = 4.5
WORDS = [
    ("ink", "card"),
    ("ink", "back"),
    ("ink-2", "card"),
    ("ink-2", "back"),
    ("ink-3", "card"),
    ("ink-3", "back"),
    ("brand-strong", "card"),
    ("brand-strong", "brand-soft"),
    ("success", "success-soft"),
    ("warning", "warning-soft"),
    ("danger", "danger-soft"),
    ("info", "info-soft"),
    *[("on-mark", link) for link in ("select", "nurture", "temper", "govern", "appoint", "base")],
]


def tokens(theme):
    text = CSS.read_text("utf-8")
    light, dark = text.split('[data-bs-theme="dark"] {', 1)
    found = dict(re.findall(r"--qm-([\w-]+):\s*(#[0-9a-f]+);", light))
    if theme == "dark":
        found |= dict(re.findall(r"--qm-([\w-]+):\s*(#[0-9a-f]+);", dark.split("}", 1)[0]))
    return found


def luminance(colour):
    digits = colour[1:]
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("pair", WORDS, ids=lambda pair: " on ".join(pair))
def test_words_stand_out_from_their_ground(theme, pair):
    colours = tokens(theme)
    words, ground = (luminance(colours[name]) for name in pair)

    ratio = (max(words, ground) + 0.05) / (min(words, ground) + 0.05)

    assert ratio >= ENOUGH
