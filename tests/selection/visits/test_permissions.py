import pytest

from qingmiao.access.enums import Role
from qingmiao.selection.visits import permissions
from qingmiao.selection.visits.models import Lead, Liaison, Segment, Visit
from tests.factories.ground import agree
from tests.factories.house import actor, district, officer, person, secretary
from tests.factories.selection import lead, liaison, segment, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    _, bureau, town = district()
    cadre = person("林若曦", where=town)
    return {
        "town": town,
        "cadre": cadre,
        "to_town": visit(unit=town),
        "to_bureau": visit(unit=bureau),
        "about_cadre": lead(unit=town, person=cadre),
        "unnamed": lead(unit=town, name="周远"),
        "in_bureau": lead(unit=bureau, name="钱进"),
    }


def test_the_visited_unit_never_reads_the_notes(rows):
    who = secretary(rows["town"])

    agree(permissions.VIEW_VISITS, Visit, who, [])
    agree(permissions.VIEW_LEADS, Lead, who, [])
    assert permissions.VIEW_VISITS.nowhere(who)


def test_a_liaison_reads_and_keeps_the_own_units(rows):
    who = actor(Role.GROUP_HEAD, over=rows["town"])

    agree(permissions.VIEW_VISITS, Visit, who, [rows["to_town"]])
    agree(permissions.KEEP_VISITS, Visit, who, [rows["to_town"]])
    agree(permissions.VIEW_LEADS, Lead, who, [rows["about_cadre"], rows["unnamed"]])


def test_a_lead_about_oneself_or_kin_is_not_there(rows):
    agree(
        permissions.VIEW_LEADS,
        Lead,
        officer(who=rows["cadre"]),
        [rows["unnamed"], rows["in_bureau"]],
    )
    agree(
        permissions.KEEP_LEADS,
        Lead,
        officer(kin_ids=frozenset({rows["cadre"].pk})),
        [rows["unnamed"], rows["in_bureau"]],
    )


def test_a_district_reader_keeps_nothing(rows):
    who = actor(Role.DISTRICT_LEADER)

    agree(permissions.VIEW_VISITS, Visit, who, [rows["to_town"], rows["to_bureau"]])
    agree(permissions.KEEP_VISITS, Visit, who, [])


def test_segments_are_known_to_those_who_visit_and_kept_by_the_department(rows):
    one = segment()
    contact = liaison(segment=one, unit=rows["town"], level="point")
    head = actor(Role.POINT_HEAD, over=rows["town"])

    agree(permissions.VIEW_SEGMENTS, Segment, head, [one])
    agree(permissions.KEEP_SEGMENTS, Segment, head, [])
    agree(permissions.KEEP_SEGMENTS, Segment, officer(), [one])
    agree(permissions.VIEW_LIAISONS, Liaison, head, [contact])
    agree(permissions.KEEP_LIAISONS, Liaison, head, [])
