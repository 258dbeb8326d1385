from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.people.dossiers.rules.retirement import RETIREMENT, retirement_of
from qingmiao.rulebook.library import regulation

TODAY = date(2026, 6, 30)
MAN, WOMAN = "1", "2"
SECTION, COUNTY = "141", "132"


def retirement(sex, birth, *, level=SECTION, on=TODAY):
    return retirement_of(sex=sex, birth=birth, level=level, articles=regulation(RETIREMENT).on(on))


@pytest.mark.parametrize(
    ("sex", "birth", "reached", "delay"),
    [
        pytest.param(MAN, date(1964, 12, 1), date(2024, 12, 1), 0, id="of age before the reform"),
        pytest.param(
            MAN, date(1965, 1, 1), date(2025, 2, 1), 1, id="the first month of the reform"
        ),
        pytest.param(MAN, date(1965, 4, 30), date(2025, 5, 1), 1, id="the fourth month"),
        pytest.param(MAN, date(1965, 5, 1), date(2025, 7, 1), 2, id="the fifth month"),
        pytest.param(MAN, date(1976, 8, 1), date(2039, 7, 1), 35, id="the last below 63"),
        pytest.param(MAN, date(1976, 9, 1), date(2039, 9, 1), 36, id="the first at 63"),
        pytest.param(MAN, date(1995, 9, 1), date(2058, 9, 1), 36, id="long after"),
        pytest.param(WOMAN, date(1970, 1, 1), date(2025, 2, 1), 1, id="a woman, the first month"),
        pytest.param(WOMAN, date(1981, 9, 1), date(2039, 9, 1), 36, id="a woman, the first at 58"),
    ],
)
def test_the_month_of_retirement_follows_the_table_of_the_reform(sex, birth, reached, delay):
    found = retirement(sex, birth)

    assert (found.reached, found.delay) == (reached, delay)


def test_women_at_county_level_retire_as_men_do():
    assert retirement(WOMAN, date(1970, 5, 1), level=COUNTY).original_age == 60
    assert retirement(WOMAN, date(1970, 5, 1)).original_age == 55


def test_before_its_day_an_article_says_nothing():
    earlier = retirement(MAN, date(1970, 5, 1), on=date(2024, 9, 12))
    long_ago = retirement(WOMAN, date(1960, 5, 1), level=COUNTY, on=date(2014, 1, 1))

    assert (earlier.reached, earlier.delay) == (date(2030, 5, 1), 0)
    assert long_ago.original_age == 55


def test_somebody_is_gone_from_the_month_after():
    found = retirement(MAN, date(1966, 12, 1))

    assert (found.reached, found.gone) == (date(2027, 6, 1), date(2027, 7, 1))


@given(
    st.sampled_from([MAN, WOMAN]),
    st.dates(date(1950, 1, 1), date(2005, 12, 31)),
    st.integers(1, 60),
)
def test_whoever_is_born_later_never_retires_earlier(sex, birth, days):
    later = date.fromordinal(birth.toordinal() + days)

    assert retirement(sex, birth).reached <= retirement(sex, later).reached
    assert 0 <= retirement(sex, birth).delay <= 36
