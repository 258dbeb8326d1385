from datetime import date

import pytest

from qingmiao.appointment.probation import rules
from qingmiao.appointment.probation.contracts import TrialFacts
from qingmiao.rulebook.engine import Verdict
from qingmiao.rulebook.library import regulation

FACTS = {
    "begins": date(2025, 4, 7),
    "planned_end": date(2026, 4, 7),
    "assessed_on": None,
    "is_confirmed": False,
    "is_running": True,
    "is_appointed": True,
    "appointed_on": date(2025, 4, 7),
}
CONFIRMED = {"is_confirmed": True, "is_running": False}


def judged(changes, on=date(2025, 4, 7)):
    articles = regulation("probation/trial").on(on)
    return [
        finding.verdict
        for finding in rules.TRIAL.assess(
            TrialFacts(**{**FACTS, **changes}), articles=articles
        ).findings
    ]


@pytest.mark.parametrize(
    ("changes", "verdicts"),
    [
        ({}, [Verdict.MET, Verdict.UNKNOWN]),
        ({"planned_end": date(2026, 4, 6)}, [Verdict.NOT_MET, Verdict.UNKNOWN]),
        ({"planned_end": date(2026, 10, 7)}, [Verdict.MET, Verdict.UNKNOWN]),
        ({**CONFIRMED, "assessed_on": date(2026, 4, 7)}, [Verdict.MET, Verdict.MET]),
        ({**CONFIRMED, "assessed_on": date(2026, 4, 6)}, [Verdict.MET, Verdict.NOT_MET]),
        ({"is_running": False, "assessed_on": date(2025, 9, 1)}, [Verdict.MET, Verdict.UNKNOWN]),
    ],
    ids=[
        "twelve months", "one day short", "extended", "confirmed on the day it ended",
        "confirmed a day early", "returned early",
    ],
)  # fmt: skip
def test_a_trial_lasts_a_year_and_is_passed_when_served(changes, verdicts):
    assert judged(changes) == verdicts


def test_before_the_article_nothing_is_asked():
    assert judged({}, on=date(2013, 1, 1)) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"is_appointed": False}, ["所属选任事项还没有到已任职，不能开始试用"]),
        ({"appointed_on": date(2025, 4, 8)}, ["试用开始不得早于任职决定日期"]),
        (
            {"assessed_on": date(2026, 4, 7)},
            ["试用中的不填考核日期，考核后请改为转正、延长或免职"],
        ),
        (
            {"assessed_on": date(2025, 4, 6), "is_running": False},
            ["考核日期不得早于试用开始"],
        ),
    ],
)
def test_the_papers_of_a_trial_agree(changes, said):
    assert list(rules.trial_disagreements(TrialFacts(**{**FACTS, **changes}))) == said


def test_the_desk_looks_thirty_days_ahead():
    window = rules.due_window(on=date(2026, 6, 30))

    assert window == (date(2026, 6, 30), date(2026, 7, 30))
