"""How long a form takes: its questions at dated rates. Nobody is timed."""

from qingmiao.insight.burden.contracts import Questions, Rates
from qingmiao.rulebook.engine import Articles


def rates_in(articles: Articles) -> Rates:
    return Rates(
        reading=articles["reading"].value,
        short=articles["short_answer"].value,
        long=articles["long_answer"].value,
        choice=articles["choice"].value,
    )


def minutes_of(
    questions: Questions, *, rates: Rates, copies: int, is_notice: bool = False
) -> float:
    """Minutes for so many copies; a notice is read once for each copy as well."""
    each = (
        questions.short * rates.short
        + questions.long * rates.long
        + questions.choice * rates.choice
        + (rates.reading if is_notice else 0)
    )
    return each * copies
