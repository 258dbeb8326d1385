from datetime import date

import pytest

from qingmiao.selection.visits.rules import flaws_of_lead, flaws_of_visit, is_overdue

ON = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("held_on", "state", "summary", "flaws"),
    [
        pytest.param(ON, "recorded", "", [], id="today"),
        pytest.param(date(2026, 7, 1), "planned", "", [], id="planned for tomorrow"),
        pytest.param(
            date(2026, 7, 1),
            "recorded",
            "",
            ["走访日期晚于今天的，状态须为「已计划」"],
            id="recorded tomorrow",
        ),
        pytest.param(ON, "confirmed", " ", ["组长确认前须填写走访情况"], id="nothing to confirm"),
        pytest.param(ON, "closed", "班子团结", [], id="closed with its findings"),
    ],
)
def test_a_visit_stands(held_on, state, summary, flaws):
    found = flaws_of_visit(held_on=held_on, state=state, summary=summary, on=ON)

    assert list(found) == flaws


@pytest.mark.parametrize(
    ("found_on", "visited_on", "flaws"),
    [
        pytest.param(ON, None, [], id="today, outside any visit"),
        pytest.param(ON, ON, [], id="on the visit"),
        pytest.param(date(2026, 7, 1), None, ["发现日期不得晚于今天"], id="tomorrow"),
        pytest.param(
            date(2026, 6, 1), date(2026, 6, 2), ["发现日期不得早于走访日期"], id="before the visit"
        ),
    ],
)
def test_a_lead_stands(found_on, visited_on, flaws):
    assert list(flaws_of_lead(found_on=found_on, visited_on=visited_on, on=ON)) == flaws


@pytest.mark.parametrize(("days", "overdue"), [(None, True), (0, False), (180, False), (181, True)])
def test_a_unit_is_overdue_after_the_last_day_allowed(days, overdue):
    assert is_overdue(days=days, most=180) is overdue
