from datetime import date

import pytest

from qingmiao.selection.nominations.contracts import EventFacts, NominationFacts
from qingmiao.selection.nominations.rules.event import flaws_of_event
from qingmiao.selection.nominations.rules.nomination import (
    counts_against_quota,
    flaws_of_nomination,
)

WINDOW = EventFacts(opens_on=date(2026, 3, 1), closes_on=date(2026, 3, 31))
FACTS = {
    "event": WINDOW,
    "event_state": "open",
    "submitted_on": date(2026, 3, 10),
    "route": "organization",
    "unit_opinion": "",
    "state": "accepted",
    "decision": "",
    "decision_note": "",
}


@pytest.mark.parametrize(
    ("before", "flaws"),
    [
        pytest.param(None, [], id="a new notice"),
        pytest.param(date(2026, 3, 31), [], id="the same day"),
        pytest.param(date(2026, 3, 20), [], id="extended"),
        pytest.param(
            date(2026, 4, 10), ["截止日期只能延长，不能提前到 2026.04.10 之前"], id="shortened"
        ),
    ],
)
def test_the_window_is_only_extended(before, flaws):
    facts = EventFacts(opens_on=WINDOW.opens_on, closes_on=WINDOW.closes_on, closed_before=before)

    assert list(flaws_of_event(facts)) == flaws


@pytest.mark.parametrize(
    ("changes", "flaws"),
    [
        pytest.param({}, [], id="accepted in time"),
        pytest.param({"submitted_on": date(2026, 3, 1)}, [], id="on the first day"),
        pytest.param({"submitted_on": date(2026, 3, 31)}, [], id="on the last day"),
        pytest.param(
            {"submitted_on": date(2026, 4, 1)},
            ["提交日期须在推荐通知的开始与截止日期之间"],
            id="one day late",
        ),
        pytest.param(
            {"event_state": "draft"}, ["推荐通知还是草稿，尚未开放推荐"], id="not yet published"
        ),
        pytest.param(
            {"route": "self"}, ["个人自荐受理前须有单位意见"], id="self without the unit's word"
        ),
        pytest.param({"route": "self", "state": "submitted"}, [], id="self, still waiting"),
        pytest.param({"route": "self", "unit_opinion": "同意"}, [], id="self with the unit's word"),
        pytest.param(
            {"decision": "tier_b", "state": "submitted"},
            ["受理之后才能填写研判结果"],
            id="decided before it was accepted",
        ),
        pytest.param(
            {"decision": "rejected"}, ["不采用的须写明研判说明"], id="rejected without a word"
        ),
        pytest.param({"decision": "rejected", "decision_note": "暂不成熟"}, [], id="rejected"),
    ],
)
def test_a_nomination_stands(changes, flaws):
    assert list(flaws_of_nomination(NominationFacts(**{**FACTS, **changes}))) == flaws


@pytest.mark.parametrize(
    ("route", "state", "counts"),
    [
        ("organization", "submitted", True),
        ("organization", "accepted", True),
        ("organization", "returned", False),
        ("organization", "withdrawn", False),
        ("self", "accepted", False),
    ],
)
def test_the_quota_holds_what_the_unit_recommends(route, state, counts):
    assert counts_against_quota(route=route, state=state) is counts
