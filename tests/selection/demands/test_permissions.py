import pytest

from qingmiao.access.enums import Role
from qingmiao.orgs.models import Unit
from qingmiao.selection.demands import permissions
from qingmiao.selection.demands.models import Demand, Discovery, Target
from tests.factories.demands import demand, discovery, target
from tests.factories.ground import agree
from tests.factories.house import actor, district, leader, officer, person, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    root, bureau, town = district()
    cadre = person("林若曦", where=town)
    in_town, in_bureau, anywhere = demand(unit=town), demand(unit=bureau), demand()
    return {
        "units": [root, bureau, town],
        "town": town,
        "cadre": cadre,
        "in_town": in_town,
        "in_bureau": in_bureau,
        "anywhere": anywhere,
        "closed": demand(unit=town, state="met", closed_on="2026-06-01", close_reason="人选到位"),
        "found": discovery(in_town, cadre),
        "found_other": discovery(anywhere, person("周远", where=bureau)),
        "own_target": target(unit=town),
        "kind_target": target(kind="township"),
    }


def test_units_see_nothing_of_what_the_district_finds_lacking(rows):
    for who in (secretary(rows["town"]), actor(Role.UNIT_ORGANIZER, over=rows["town"])):
        agree(permissions.VIEW_TEAMS, Unit, who, [])
        agree(permissions.VIEW_TARGETS, Target, who, [])
        agree(permissions.VIEW_DEMANDS, Demand, who, [])
        agree(permissions.VIEW_DISCOVERIES, Discovery, who, [])
        assert permissions.VIEW_TEAMS.nowhere(who)


def test_district_leaders_read_and_keep_nothing(rows):
    who = actor(Role.DISTRICT_LEADER)

    agree(permissions.VIEW_TEAMS, Unit, who, rows["units"])
    agree(permissions.VIEW_DEMANDS, Demand, who, Demand.objects.all())
    agree(permissions.VIEW_DISCOVERIES, Discovery, who, [rows["found"], rows["found_other"]])
    agree(permissions.VIEW_TARGETS, Target, who, [rows["own_target"], rows["kind_target"]])
    for keep in (permissions.KEEP_DEMANDS, permissions.DECIDE_DEMANDS):
        agree(keep, Demand, who, [])
    agree(permissions.KEEP_TARGETS, Target, who, [])
    agree(permissions.RAISE_DEMANDS, Unit, who, [])
    agree(permissions.KEEP_DISCOVERIES, Discovery, who, [])


def test_the_department_keeps_what_is_open_and_decides_on_all(rows):
    for who in (officer(), leader()):
        still_open = [rows["in_town"], rows["in_bureau"], rows["anywhere"]]
        agree(permissions.KEEP_DEMANDS, Demand, who, still_open)
        agree(permissions.DECIDE_DEMANDS, Demand, who, [*still_open, rows["closed"]])
        agree(permissions.RAISE_DEMANDS, Unit, who, rows["units"])
        agree(permissions.KEEP_TARGETS, Target, who, [rows["own_target"], rows["kind_target"]])


def test_an_officer_for_some_units_knows_only_those(rows):
    who = officer(over=rows["town"])

    agree(permissions.VIEW_TEAMS, Unit, who, [rows["town"]])
    agree(permissions.VIEW_DEMANDS, Demand, who, [rows["in_town"], rows["closed"]])
    agree(permissions.VIEW_TARGETS, Target, who, [rows["own_target"]])


def test_liaisons_know_what_to_look_for_but_not_who_was_found(rows):
    who = actor(Role.POINT_HEAD, over=rows["town"])

    agree(
        permissions.VIEW_DEMANDS, Demand, who, [rows["in_town"], rows["closed"], rows["anywhere"]]
    )
    agree(permissions.VIEW_DISCOVERIES, Discovery, who, [])
    agree(permissions.VIEW_TEAMS, Unit, who, [])


def test_nobody_learns_that_oneself_or_kin_was_found(rows):
    for who in (officer(who=rows["cadre"]), officer(kin_ids=frozenset({rows["cadre"].pk}))):
        agree(permissions.VIEW_DISCOVERIES, Discovery, who, [rows["found_other"]])
        agree(permissions.KEEP_DISCOVERIES, Discovery, who, [rows["found_other"]])
