import pytest

from qingmiao.access.enums import Role
from qingmiao.stewardship.inspections import permissions
from tests.factories import house, stewardship
from tests.factories.stewardship import PRESENCE, STYLE, seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return house.unit("青云镇")


@pytest.fixture
def bureau():
    return house.unit("区发展和改革局")


def test_the_unit_learns_of_a_check_when_the_team_is_there(town, bureau):
    planned = stewardship.check(town, state="planned")
    announced = stewardship.check(town, state="planned", is_unannounced=False, campaign="other")
    held = stewardship.check(town, campaign="presence")
    elsewhere = stewardship.check(bureau)
    rows = [planned, announced, held, elsewhere]

    view = permissions.VIEW_CHECKS
    assert seen(view, house.secretary(town), *rows) == [announced, held]
    assert seen(view, house.organizer(town), *rows) == [announced, held]
    assert seen(view, house.officer(), *rows) == rows
    assert seen(view, house.actor(Role.INSPECTOR), *rows) == rows
    for nobody in (Role.DISTRICT_LEADER, Role.CADRE, Role.AUDITOR, Role.MENTOR):
        assert seen(view, house.actor(nobody), *rows) == []


def test_an_inspector_sees_the_campaign_the_role_was_given_for(town):
    style, presence = stewardship.check(town), stewardship.check(town, campaign="presence")

    for permission in (permissions.VIEW_CHECKS, permissions.KEEP_CHECKS):
        of_style = house.actor(Role.INSPECTOR, matter=STYLE)
        of_presence = house.actor(Role.INSPECTOR, matter=PRESENCE)
        assert seen(permission, of_style, style, presence) == [style]
        assert seen(permission, of_presence, style, presence) == [presence]


def test_nobody_inspects_the_own_unit(town, bureau):
    somebody = house.person(where=town)
    home, away = stewardship.check(town, state="planned"), stewardship.check(bureau)
    inspector = house.actor(Role.INSPECTOR, who=somebody)

    assert seen(permissions.VIEW_CHECKS, inspector, home, away) == [away]
    assert seen(permissions.KEEP_CHECKS, inspector, home, away) == [away]


def test_a_finding_is_for_its_inspectors_its_secretary_and_oneself(town, bureau):
    concerned, colleague = house.person(where=town), house.person(where=town)
    found = stewardship.finding(concerned, at=stewardship.check(town))
    of_nobody = stewardship.finding(at=stewardship.check(town, campaign="presence"))
    elsewhere = stewardship.finding(house.person(where=bureau), at=stewardship.check(bureau))
    rows = [found, of_nobody, elsewhere]

    view = permissions.VIEW_FINDINGS
    assert seen(view, house.officer(), *rows) == rows
    assert seen(view, house.leader(), *rows) == rows
    assert seen(view, house.actor(Role.INSPECTOR, matter=PRESENCE), *rows) == [of_nobody]
    assert seen(view, house.secretary(town), *rows) == [found, of_nobody]
    assert seen(view, house.actor(Role.CADRE, who=concerned), *rows) == [found]
    assert seen(view, house.actor(Role.CADRE, who=colleague), *rows) == []
    for nobody in (Role.DISTRICT_LEADER, Role.AUDITOR, Role.DISCIPLINE_LIAISON, Role.SEGMENT_HEAD):
        assert seen(view, house.actor(nobody), *rows) == []
    assert seen(view, house.organizer(town), *rows) == []


def test_nobody_keeps_a_finding_about_oneself_or_kin(town):
    officer, cousin = house.person(where=town), house.person(where=town)
    about_me, about_kin = stewardship.finding(officer), stewardship.finding(cousin)
    of_nobody = stewardship.finding()
    rows = [about_me, about_kin, of_nobody]
    actor = house.officer(who=officer, kin_ids=frozenset({cousin.pk}))

    assert seen(permissions.KEEP_FINDINGS, actor, *rows) == [of_nobody]
    assert seen(permissions.VIEW_FINDINGS, actor, *rows) == [about_me, of_nobody]


def test_only_the_person_concerned_explains(town):
    concerned = house.person(where=town)
    found = stewardship.finding(concerned)

    explain = permissions.EXPLAIN_FINDINGS
    assert seen(explain, house.actor(Role.CADRE, who=concerned), found) == [found]
    assert seen(explain, house.officer(), found) == []
