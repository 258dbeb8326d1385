from datetime import date

import pytest

from qingmiao.appointment.vacancies import rules
from qingmiao.appointment.vacancies.contracts import VacancyFacts

FACTS = {
    "arises_on": date(2025, 2, 1),
    "filled_on": None,
    "is_of_the_posts_unit": True,
    "post_begins": date(2020, 1, 1),
    "post_ends": None,
}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"is_of_the_posts_unit": None, "post_begins": None}, []),
        ({"is_of_the_posts_unit": False}, ["所选职位不属于该机构"]),
        ({"post_begins": date(2025, 2, 2)}, ["空缺日期早于该职位设立日期"]),
        ({"post_ends": date(2025, 2, 1)}, ["空缺日期时该职位已撤销"]),
        ({"filled_on": date(2025, 1, 31)}, ["补充日期不得早于空缺日期"]),
    ],
    ids=[
        "sound", "no slot named", "another unit's slot", "before the slot", "after the slot",
        "filled before it was free",
    ],
)  # fmt: skip
def test_a_vacancy_is_one_of_a_slot_that_stands(changes, said):
    assert list(rules.vacancy_disagreements(VacancyFacts(**{**FACTS, **changes}))) == said
