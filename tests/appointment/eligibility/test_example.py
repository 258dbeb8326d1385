"""The worked example of docs/algorithms/eligibility.md."""

import re
from datetime import date
from pathlib import Path

from django.utils import translation

from qingmiao.appointment.eligibility.contracts import Facts, Held, Post
from qingmiao.appointment.eligibility.rules import decide
from tests.appointment.eligibility.test_golden import CLEAN

PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "eligibility.md"
SHOWN = re.compile(r"^\| (\w+) \| (.+?) \| (.+?) \| (met|not met) \|$", re.MULTILINE)


def test_the_page_says_what_the_rules_find():
    page = PAGE.read_text(encoding="utf-8")
    lines = SHOWN.findall(page)
    since = date(2024, 3, 1)
    facts = Facts(
        **CLEAN,
        levels=(Held(code="141", begins=since),),
        posts=(Post(level="141", begins=since), Post(level="141", begins=date(2025, 1, 1))),
    )

    with translation.override("en"):
        decision = decide(facts, target="132", on=date(2026, 11, 26))

    found = {finding.provision: finding for finding in decision.findings}
    assert len(lines) == 4
    for rule, has, required, verdict in lines:
        assert found[rule].verdict.value == verdict.replace(" ", "_")
        assert has in found[rule].because
        assert required in found[rule].because
    assert {rule for rule, one in found.items() if one.verdict.value == "not_met"} == {"tenure"}
    assert f"**{decision.meets_from:%Y.%m}**" in page
