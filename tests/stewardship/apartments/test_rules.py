from datetime import date

import pytest

from qingmiao.stewardship.apartments import rules
from qingmiao.stewardship.apartments.contracts import FlatFacts, LeaseFacts, Stay

ON = date(2026, 6, 30)
SINCE = date(2025, 7, 1)


def stay(begins, ends=None, lease_id=1):
    return Stay(lease_id=lease_id, begins=begins, ends=ends)


def flat(*stays, begins=date(2023, 1, 1), ends=None):
    return FlatFacts(flat_id=1, label="A栋 101", begins=begins, ends=ends, stays=stays)


@pytest.mark.parametrize(
    ("facts", "available", "occupied", "in_stock", "lease_id"),
    [
        (flat(), 365, 0, True, None),
        (flat(stay(date(2024, 1, 1))), 365, 365, True, 1),
        (flat(stay(ON)), 365, 1, True, 1),
        (flat(stay(date(2024, 1, 1), ON)), 365, 364, True, None),
        (flat(stay(date(2024, 1, 1), SINCE)), 365, 0, True, None),
        (flat(begins=ON), 1, 0, True, None),
        (flat(begins=date(2026, 7, 1)), 0, 0, False, None),
        (flat(ends=SINCE), 0, 0, False, None),
        (flat(ends=date(2025, 7, 2)), 1, 0, False, None),
        (flat(stay(date(2024, 1, 1)), ends=date(2025, 7, 11)), 10, 10, False, None),
        (
            flat(stay(date(2025, 7, 1), date(2025, 7, 11)), stay(date(2025, 7, 11), lease_id=2)),
            365, 365, True, 2,
        ),
    ],
    ids=[
        "never leased", "leased throughout", "leased today", "left today", "left before the window",
        "ready today", "not ready yet", "gone when the window began", "gone on its second day",
        "gone, though the lease forgot to end", "one moves out, the next moves in",
    ],
)  # fmt: skip
def test_days_are_counted_exactly(facts, available, occupied, in_stock, lease_id):
    days = rules.flat_days(facts, since=SINCE, on=ON)

    assert (days.available, days.occupied) == (available, occupied)
    assert (days.in_stock, days.lease_id) == (in_stock, lease_id)
    assert days.vacant == available - occupied


def test_an_occupancy_is_the_sum_of_its_flats():
    counted = rules.occupancy_of(
        [flat(stay(date(2024, 1, 1))), flat(), flat(begins=date(2027, 1, 1))], since=SINCE, on=ON
    )

    assert (counted.stock, counted.leased, len(counted.flats)) == (2, 1, 2)
    assert (counted.occupied_days, counted.available_days) == (365, 730)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 0, "—"),
        (1, 3, "33.3%"),
        (2, 3, "66.6%"),
        (1999, 2000, "99.9%"),
        (5, 5, "100.0%"),
    ],
)
def test_a_share_is_never_rounded_up(part, whole, said):
    assert rules.percent(part, whole) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"planned_end": date(2025, 1, 1)}, ["到期日期须晚于起租日期"]),
        ({"flat_begins": date(2025, 2, 1)}, ["起租日期早于该公寓投用日期"]),
        ({"flat_ends": date(2025, 1, 1)}, ["该公寓在起租日期前已退出房源"]),
    ],
    ids=["sound", "ends at once", "before the flat was ready", "after the flat was gone"],
)
def test_a_lease_lies_within_the_life_of_its_flat(changes, said):
    facts = {
        "begins": date(2025, 1, 1),
        "planned_end": date(2026, 1, 1),
        "flat_begins": date(2023, 1, 1),
        "flat_ends": None,
    }

    assert list(rules.lease_disagreements(LeaseFacts(**{**facts, **changes}))) == said
