"""How a number is worded. The rule and its worked example stand in docs/algorithms/figures.md."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from qingmiao.insight.figures.enums import FigureUnit, Qualifier

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
    return f"{floor}余" if floor < whole else str(whole)


def in_words(shown_text: str, unit: FigureUnit, unit_label: str) -> str:
    """The number with its unit; a percentage carries its own sign."""
    return shown_text if unit == FigureUnit.PERCENT else f"{shown_text}{unit_label}"


def wording_exceeds(wording: str, value: float) -> bool:
    """Whether words promise more than the number holds: 60余 of 60, 高达95% of 94.4, 85 of 84."""
    digits = "".join(c for c in wording if c.isdigit() or c == ".")
    if not digits:
        return False
    promised = Decimal(digits)
    actual = Decimal(str(value))
    if "%" in wording:
        return promised > actual.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    if "余" in wording:
        return promised >= actual
    return promised > actual
