"""储备标准: the days a number of months or years reaches back to, and what the criteria read."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from qingmiao.pool.contracts import StandardFacts
from qingmiao.pool.enums import Criterion

ALWAYS = (Criterion.SERVING, Criterion.LIMIT, Criterion.TIER)
YEARS_OF_WORK = range(16, 71)


def last_day_served(*, months: int, on: date) -> date:
    """Whoever began by this day has served so many months on the day, counted from month to month."""
    index = on.year * 12 + on.month - months  # the month after the one that counts, from zero
    year, month = divmod(index, 12)
    return date(year, month + 1, 1) - timedelta(days=1)


def asked_of(facts: StandardFacts) -> tuple[Criterion, ...]:
    """What the criteria ask, in the order of the form; what is left blank is not asked."""
    return (*ALWAYS, *[Criterion(name) for name in facts.asked])


def flaws_of_standard(facts: StandardFacts) -> Iterator[str]:
    if not facts.asked:
        yield _("至少写明一项条件")
    ages = [age for age in facts.ages if age is not None]
    if any(age not in YEARS_OF_WORK for age in ages):
        yield _("年龄须在 %(least)d 至 %(most)d 周岁之间") % {
            "least": YEARS_OF_WORK[0],
            "most": YEARS_OF_WORK[-1],
        }


def unmet(asked: Iterable[Criterion], answers: dict[str, bool]) -> list[str]:
    return [str(each.label) for each in asked if not answers[each.value]]
