from datetime import date

import pytest

from qingmiao.rulebook.engine import Verdict
from qingmiao.rulebook.library import regulation
from qingmiao.stewardship.inspections import rules
from qingmiao.stewardship.inspections.contracts import CheckFacts, FindingFacts

ON = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("周检查、吴检查", ("周检查", "吴检查")),
        ("周检查，吴检查;郑检查", ("周检查", "吴检查", "郑检查")),
        ("周检查 周检查", ("周检查",)),
        ("", ()),
    ],
)
def test_names_are_read_as_people_write_them(text, names):
    assert rules.names_in(text) == names


@pytest.mark.parametrize(
    ("names", "verdict"),
    [(("周检查",), Verdict.NOT_MET), (("周检查", "吴检查"), Verdict.MET)],
    ids=["one goes alone", "two go together"],
)
def test_nobody_inspects_alone(names, verdict):
    facts = CheckFacts(inspectors=names, checked_on=ON, has_been_held=True)

    assessment = rules.PROCEDURE.assess(facts, articles=regulation("inspections/procedure").on(ON))

    assert assessment.verdict is verdict


def test_before_the_article_nothing_is_asked():
    facts = CheckFacts(inspectors=(), checked_on=date(2014, 1, 1), has_been_held=True)

    articles = regulation("inspections/procedure").on(facts.checked_on)

    assert rules.PROCEDURE.assess(facts, articles=articles).findings == ()


@pytest.mark.parametrize(
    ("day", "held", "said"),
    [
        (date(2026, 7, 1), True, ["检查日期在今天之后，只能登记为已计划"]),
        (date(2026, 7, 1), False, []),
        (ON, True, []),
    ],
    ids=["held tomorrow", "planned for tomorrow", "held today"],
)
def test_a_check_in_the_future_is_a_plan(day, held, said):
    facts = CheckFacts(inspectors=(), checked_on=day, has_been_held=held)

    assert list(rules.check_disagreements(facts, on=ON)) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"has_been_held": False}, ["检查尚未进行，不能登记问题"]),
        ({"rectify_by": date(2025, 5, 5)}, ["整改时限不得早于检查日期"]),
        ({"verified_on": date(2025, 5, 5)}, ["核实日期不得早于检查日期"]),
    ],
    ids=["sound", "before the check", "rectified before", "verified before"],
)
def test_a_finding_follows_its_check(changes, said):
    facts = {
        "checked_on": date(2025, 5, 6),
        "has_been_held": True,
        "rectify_by": None,
        "verified_on": None,
    }

    assert list(rules.finding_disagreements(FindingFacts(**{**facts, **changes}))) == said
