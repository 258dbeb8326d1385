"""Periods, the month from which waiting is enough, and how many people are decided in a second."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from qingmiao.appointment.eligibility.contracts import Held, Sanction
from qingmiao.appointment.eligibility.enums import Regime
from qingmiao.appointment.eligibility.rules import decide
from qingmiao.appointment.eligibility.rules.periods import last_day_barred
from qingmiao.kernel.periods import months_after
from qingmiao.rulebook.engine import Verdict
from qingmiao.rulebook.library import regulation
from tests.appointment.eligibility.test_golden import CHIEF, DEPUTY, ON

DAYS = st.dates(min_value=date(2008, 1, 1), max_value=date(2030, 12, 31))
KINDS = st.sampled_from(["warning", "demerit", "major_demerit", "demotion", "removal"])


@given(st.lists(st.tuples(KINDS, DAYS), min_size=1, max_size=6))
def test_periods_of_civil_servants_never_end_early_nor_reach_beyond_the_cap(drawn):
    sanctions = [Sanction(regime=Regime.CIVIL, kind=kind, begins=day) for kind, day in drawn]
    articles = regulation("eligibility/bars").on(date(2031, 1, 1))
    months = articles["civil"].value

    last = last_day_barred(sanctions, Regime.CIVIL, articles)

    own = [months_after(one.begins, months[one.kind]) - timedelta(days=1) for one in sanctions]
    newest = max(one.begins for one in sanctions)
    assert last >= max(own)
    assert last < max(months_after(newest, 48), max(own) + timedelta(days=1))


@given(st.dates(min_value=date(2022, 1, 1), max_value=date(2026, 11, 1)))
def test_the_month_told_is_the_first_one_without_anything_unmet(since):
    facts = replace(CHIEF, levels=(Held(code="141", begins=since.replace(day=1)),))

    decision = decide(facts, target="132", on=ON)

    if decision.verdict is not Verdict.NOT_MET:
        assert decision.meets_from is None
        return
    first = decision.meets_from
    before = months_after(first, -1)
    assert decide(facts, target="132", on=first).verdict is not Verdict.NOT_MET
    assert before <= ON or decide(facts, target="132", on=before).verdict is Verdict.NOT_MET


def test_what_waiting_does_not_mend_has_no_month():
    assert decide(replace(CHIEF, schooling="37"), target="132", on=ON).meets_from is None
    assert decide(DEPUTY, target="132", on=ON).meets_from is None


def test_unknown_facts_never_make_somebody_eligible():
    decision = decide(replace(CHIEF, grades=None), target="132", on=ON)

    assert decision.verdict is Verdict.UNKNOWN
    assert decision.meets_from is None


def test_every_finding_names_its_article_and_why():
    for target in ("131", "132", "141", "142", "r4", "s1", "c1"):
        for finding in decide(CHIEF, target=target, on=ON).findings:
            assert finding.article
            assert finding.source
            assert finding.because
