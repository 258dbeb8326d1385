"""How a number is worded. The rule and its worked example stand in docs/algorithms/figures.md."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qingmiao.insight.figures.enums import FigureUnit, Qualifier

MORE: Final = "余"  # not interface: the word of the speech itself
_STEPS: Final = ((10_000, 1_000), (100, 100), (10, 10))


def floor_of(value: int) -> int:
    """The round number that 余 stands behind: tens below 100, hundreds below 10 000, then thousands."""
    for least, step in _STEPS:
        if value >= least:
            return value // step * step
    return value


def shown(value: float, qualifier: Qualifier) -> str:
    """84, 60余, 95%. 余 means «and more»: a value that is itself round is shown without it."""
    if qualifier == Qualifier.ROUNDED:
        return f"{Decimal(str(value)).quantize(Decimal(1), rounding=ROUND_HALF_UP)}%"
    whole = int(value)
    if qualifier == Qualifier.EXACT:
        return str(whole)
    floor = floor_of(whole)
    return f"{floor}{MORE}" if floor < whole else str(whole)


def in_words(shown_text: str, unit: FigureUnit, unit_label: str) -> str:
    """The number with its unit, in the reader's language; a percentage carries its own sign."""
    if unit == FigureUnit.PERCENT:
        return shown_text
    words = {"number": shown_text.removesuffix(MORE), "unit": unit_label}
    if shown_text.endswith(MORE):
        return _("%(number)s余%(unit)s") % words
    return pgettext("number and unit", "%(number)s%(unit)s") % words


def wording_exceeds(wording: str, value: float) -> bool:
    """Whether words promise more than the number holds: 60余 of 60, 高达95% of 94.4, 85 of 84."""
    digits = "".join(c for c in wording if c.isdigit() or c == ".")
    if not digits:
        return False
    promised = Decimal(digits)
    actual = Decimal(str(value))
    if "%" in wording:
        return promised > actual.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    if MORE in wording:
        return promised >= actual
    return promised > actual
