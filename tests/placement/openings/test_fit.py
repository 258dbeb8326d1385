"""Who can go to an opening, and what speaks for it, as a table of cases."""

from dataclasses import replace
from datetime import date

import pytest

from qingmiao.placement.openings.contracts import CandidateFacts, OpeningFacts
from qingmiao.placement.openings.rules.fit import fit
from qingmiao.registers.contracts import Engagement

PERSON = CandidateFacts(id=1, name="李明", unit_id=10, unit="区财政局", age=30)
OPENING = OpeningFacts(
    id=5, title="专班", host_id=20, begins=date(2026, 9, 1), ends=date(2027, 9, 1), priority="3"
)


def busy(begins, ends, origin="courses.enrolment"):
    return Engagement(
        person_id=1, begins=begins, ends=ends, kind="", told="在办", origin=(origin, 1), url=""
    )


def hindered(person=PERSON, opening=OPENING):
    return [str(each.kind) for each in fit(person, opening, longest=15).hindrances]


def credited(person=PERSON, opening=OPENING):
    return {str(each.kind): each.share for each in fit(person, opening, longest=15).credits}


@pytest.mark.parametrize(
    ("person", "opening", "kinds"),
    [
        ({}, {}, []),
        ({"is_serving": False, "is_gate_shut": True}, {}, ["not_serving", "gate"]),
        ({}, {"tier": "AB"}, ["tier"]),
        ({"tier": "B"}, {"tier": "AB"}, []),
        ({"tier": "B"}, {"tier": "A"}, ["tier"]),
        ({"age": 36}, {"age_most": 35}, ["age"]),
        ({"age": 35}, {"age_most": 35}, []),
        ({}, {"experience": "township"}, ["experience"]),
        ({"months": {"township": 23}}, {"experience": "township", "experience_months": 24}, ["experience"]),
        ({"months": {"township": 24}}, {"experience": "township", "experience_months": 24}, []),
        ({}, {"competence": "projects"}, ["competence"]),
        ({"strengths": frozenset({"projects"})}, {"competence": "projects"}, []),
        ({"unit_id": 20}, {}, ["unit"]),
        ({"kin_at": frozenset({20})}, {}, ["kin"]),
        ({"engagements": (busy(date(2026, 10, 1), date(2026, 10, 14)),)}, {}, []),
        ({"engagements": (busy(date(2026, 10, 1), date(2026, 10, 15)),)}, {}, ["clash"]),
        ({"engagements": (busy(date(2026, 8, 30), date(2026, 9, 1)),)}, {}, ["clash"]),
        ({"engagements": (busy(date(2026, 8, 1), date(2026, 8, 31)),)}, {}, []),
        ({"engagements": (busy(date(2027, 9, 1), date(2027, 12, 31)),)}, {}, []),
        ({"engagements": (busy(date(2026, 10, 1), date(2026, 12, 31)),)}, {"is_full_time": False}, []),
        ({"engagements": (busy(date(2026, 10, 1), date(2026, 10, 2), "postings.posting"),)}, {"is_full_time": False}, ["posted"]),
    ],
)  # fmt: skip
def test_what_is_in_the_way(person, opening, kinds):
    assert hindered(replace(PERSON, **person), replace(OPENING, **opening)) == kinds


@pytest.mark.parametrize(
    ("person", "opening", "shares"),
    [
        ({}, {}, {}),
        ({}, {"priority": "1"}, {"priority": 1.0}),
        ({}, {"develops": "project"}, {"gap": 1.0}),
        ({"months": {"project": 6}}, {"develops": "project"}, {}),
        ({"wishes": (9, 5)}, {}, {"wish": 0.6}),
        ({"limit": "away"}, {"is_away": True}, {"family": -1.0}),
        ({"limit": "away"}, {}, {}),
        ({"limit": "full_time"}, {}, {"family": -1.0}),
        ({"sent_from_unit": 3}, {}, {"balance": -0.75}),
    ],
)
def test_what_speaks_for_it(person, opening, shares):
    assert credited(replace(PERSON, **person), replace(OPENING, **opening)) == shares
