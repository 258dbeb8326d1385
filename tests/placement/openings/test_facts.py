"""People as a round sees them: résumé, postings, duties, kin, what takes their time."""

from datetime import date

import pytest

from qingmiao.access.models import KinTie
from qingmiao.orgs.enums import UnitKind
from qingmiao.people.dossiers.models import Spell
from qingmiao.placement.openings.queries.facts import candidate_facts, opening_facts
from qingmiao.registers.declaration import REGISTERS
from tests.factories.ground import TODAY, person, unit
from tests.factories.placement import duty, opening, posting, returned, scheme, wish

pytestmark = pytest.mark.django_db


def facts(who, *openings):
    [told] = candidate_facts(person_ids=[who.pk], openings=opening_facts(openings), on=TODAY)
    return told


def test_experience_is_counted_from_resume_postings_and_duties():
    who, town = person(), unit(kind=UnitKind.TOWNSHIP)
    Spell.objects.create(
        person=who, unit=town, begins=date(2020, 6, 1), ends=date(2022, 6, 1), text="科员"
    )
    returned(who, scheme=scheme(group="project"), begins=date(2024, 1, 1), ends=date(2025, 1, 1))
    duty(who, begins=date(2026, 3, 1))

    assert facts(who).months == {"township": 24, "project": 12, "block": 3}


def test_months_that_overlap_are_counted_once():
    who, town = person(), unit(kind=UnitKind.TOWNSHIP)
    for begins, ends in (
        (date(2020, 6, 1), date(2022, 6, 1)),
        (date(2021, 6, 1), date(2022, 12, 1)),
    ):
        Spell.objects.create(person=who, unit=town, begins=begins, ends=ends, text="科员")

    assert facts(who).months == {"township": 30}


def test_kin_work_in_a_unit_and_in_all_above_it_but_the_district():
    root = unit("区", kind=UnitKind.DISTRICT)
    bureau = unit("局", parent=root)
    office = unit("中心", parent=bureau)
    who, kin = person(), person(at=office)
    KinTie.objects.create(person_id=kin.pk, kin_id=who.pk, relation="兄")

    assert facts(who).kin_at == {bureau.pk, office.pk}


def test_a_proposed_posting_and_a_part_time_one_take_the_time_too():
    assert "postings.posting" in REGISTERS
    who, there = person(), opening()
    posting(who, state="proposed", begins=date(2026, 8, 1))

    assert [each.origin[0] for each in facts(who, there).engagements] == ["postings.posting"]


def test_a_family_limit_that_is_over_binds_nobody():
    over, holds = person(), person()
    wish(over, limit="away", limit_until=date(2026, 1, 1))
    wish(holds, limit="away", limit_until=date(2027, 1, 1))

    assert [facts(over).limit, facts(holds).limit] == ["", "away"]
