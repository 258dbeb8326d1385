from datetime import date
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.selection.visits.contracts import HeardLine, VisitSheet
from qingmiao.selection.visits.enums import LeadState, VisitState
from qingmiao.selection.visits.rules import (
    LEAD_WAYS,
    WAYS,
    flaws_of_lead,
    flaws_of_lead_way,
    flaws_of_sheet,
    flaws_of_visit,
    flaws_of_way,
    is_overdue,
)

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
    found = flaws_of_visit(held_on=held_on, state=state, state_before="", summary=summary, on=ON)

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
    found = flaws_of_lead(
        found_on=found_on, visited_on=visited_on, state="new", state_before="", on=ON
    )

    assert list(found) == flaws


@pytest.mark.parametrize(("days", "overdue"), [(None, True), (0, False), (180, False), (181, True)])
def test_a_unit_is_overdue_after_the_last_day_allowed(days, overdue):
    assert is_overdue(days=days, most=180) is overdue


def walked(ways, flaws, start, wanted):
    """The states a record passes when these are asked for in turn; what is refused changes nothing."""
    path = [start]
    for new in wanted:
        if not list(flaws(path[-1], new)):
            path.append(new)
    return path


@given(st.lists(st.sampled_from(list(VisitState)), max_size=12))
def test_no_visit_is_confirmed_or_closed_without_the_step_before(wanted):
    path = walked(WAYS, lambda old, new: flaws_of_way(old=old, new=new), VisitState.PLANNED, wanted)

    for before, after in pairwise(path):
        assert after in WAYS[before]
    if VisitState.CONFIRMED in path:
        assert path[path.index(VisitState.CONFIRMED) - 1] == VisitState.RECORDED
    if VisitState.CLOSED in path:
        assert path[-1] == VisitState.CLOSED
        assert path[-2] == VisitState.CONFIRMED


@given(st.lists(st.sampled_from(list(LeadState)), max_size=12))
def test_no_lead_reaches_a_dossier_unverified(wanted):
    def flaws(old, new):
        return flaws_of_lead_way(old=old, new=new, verified_by="")

    path = walked(LEAD_WAYS, flaws, LeadState.NEW, wanted)

    if LeadState.MERGED in path:
        assert path[:3] == [LeadState.NEW, LeadState.VERIFIED, LeadState.MERGED]
    if LeadState.POOLED in path:
        assert path[-2:] == [LeadState.MERGED, LeadState.POOLED]


def test_whoever_verifies_second_is_told_who_was_first():
    [flaw] = flaws_of_lead_way(old="verified", new=LeadState.VERIFIED, verified_by="李干事")

    assert flaw == "这条线索已由李干事核实，请刷新页面后再办"


def test_a_sheet_names_everything_that_is_missing():
    line = HeardLine(
        about="林若曦", dimension="duty", claim="", example="", hearing="direct", told_by="周支书",
        is_lead=False,
    )  # fmt: skip
    sheet = VisitSheet(
        send_key=UUID(int=1), visit_id=None, unit_id=1, held_on=date(2026, 7, 1), purpose="",
        summary=" ", attendees=(), heard=(line,),
    )  # fmt: skip

    assert list(flaws_of_sheet(sheet, on=ON)) == [
        "走访日期不得晚于今天",
        "请写明走访情况",
        "第 1 条表现须写明说的是谁、评价和反映人",
    ]
