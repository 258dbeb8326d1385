"""When somebody reaches the retirement age (到龄年月), by the articles of a day."""

from dataclasses import dataclass
from datetime import date

from qingmiao.people.dossiers.enums import Sex
from qingmiao.rulebook.engine import Articles, NotInForce

RETIREMENT = "dossiers/retirement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retirement:
    """``reached`` is the first day of the month; ``gone`` the first day of the next one, on which
    somebody no longer counts. ``delay`` is how many months the reform adds.
    """

    reached: date
    gone: date
    original_age: int
    delay: int


def retirement_of(*, sex: str, birth: date, level: str, articles: Articles) -> Retirement:
    """At month precision: the month of birth plus the original age plus the delay."""
    age = original_age(sex=sex, level=level, articles=articles)
    original = _month(birth, age * 12)
    delay = months_of_delay(original=original, age=age, articles=articles)
    return Retirement(
        reached=_month(original, delay),
        gone=_month(original, delay + 1),
        original_age=age,
        delay=delay,
    )


def original_age(*, sex: str, level: str, articles: Articles) -> int:
    """The age before the reform; women on the levels named by the article retire as men do."""
    name = "age_women" if sex == Sex.FEMALE and not _as_men(level, articles) else "age_men"
    return int(articles[name].value)


def _as_men(level: str, articles: Articles) -> bool:
    try:
        return level in articles["women_as_men"].value
    except NotInForce:
        return False


def months_of_delay(*, original: date, age: int, articles: Articles) -> int:
    """One month for every ``every`` months begun since the reform began, up to ``most``.

    Whoever was of age before it began is not delayed.
    """
    try:
        begins, steps = articles["delay_begins"].value, articles["delay"].value
    except NotInForce:
        return 0
    past = (original.year - begins.year) * 12 + original.month - begins.month
    if past < 0:
        return 0
    for step in steps:
        if step["age"] == age:
            return int(min(past // step["every"] + 1, step["most"]))
    return 0


def _month(day: date, months: int) -> date:
    """The first day of the month so many months later."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
