import pytest

from qingmiao.access.enums import Role
from qingmiao.selection.nominations import permissions
from qingmiao.selection.nominations.models import Nomination, NominationEvent
from tests.factories.ground import agree
from tests.factories.house import actor, district, officer, organizer, person, secretary
from tests.factories.selection import event, nomination

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    _, bureau, town = district()
    cadre = person("林若曦", where=town)
    return {
        "town": town,
        "cadre": cadre,
        "by_town": nomination(unit=town, person=cadre),
        "by_oneself": nomination(unit=town, person=cadre, route="self"),
        "by_bureau": nomination(unit=bureau),
    }


def test_a_unit_reads_and_mends_its_own_recommendations_and_speaks_on_self_nominations(rows):
    for who in (secretary(rows["town"]), organizer(rows["town"])):
        agree(permissions.VIEW_NOMINATIONS, Nomination, who, [rows["by_town"], rows["by_oneself"]])
        agree(permissions.KEEP_NOMINATIONS, Nomination, who, [])
        agree(permissions.MEND_NOMINATIONS, Nomination, who, [rows["by_town"]])
        agree(permissions.GIVE_OPINION, Nomination, who, [rows["by_oneself"]])


def test_a_cadre_follows_the_own_self_nomination_only(rows):
    who = actor(Role.CADRE, who=rows["cadre"])

    agree(permissions.VIEW_NOMINATIONS, Nomination, who, [])
    agree(permissions.FOLLOW_NOMINATIONS, Nomination, who, [rows["by_oneself"]])
    agree(permissions.MEND_NOMINATIONS, Nomination, who, [rows["by_oneself"]])
    agree(permissions.KEEP_NOMINATIONS, Nomination, who, [])


def test_a_person_is_told_of_a_recommendation_where_the_notice_says_so(rows):
    who = actor(Role.CADRE, who=rows["cadre"])
    notice = rows["by_town"].event
    notice.tells_nominee = "named"
    notice.save()

    agree(permissions.FOLLOW_NOMINATIONS, Nomination, who, [rows["by_town"], rows["by_oneself"]])


def test_an_officer_reads_all_but_what_is_about_oneself(rows):
    agree(permissions.VIEW_NOMINATIONS, Nomination, officer(who=rows["cadre"]), [rows["by_bureau"]])


def test_a_secretary_does_not_read_the_own_recommendation(rows):
    who = secretary(rows["town"], who=rows["cadre"])

    agree(permissions.VIEW_NOMINATIONS, Nomination, who, [])
    agree(permissions.GIVE_OPINION, Nomination, who, [])


def test_decisions_belong_to_the_department(rows):
    agree(permissions.DECIDE_NOMINATIONS, Nomination, secretary(rows["town"]), [])
    agree(
        permissions.DECIDE_NOMINATIONS,
        Nomination,
        officer(),
        [rows["by_town"], rows["by_oneself"], rows["by_bureau"]],
    )


def test_a_draft_notice_is_known_to_the_department_only(rows):
    draft = event(state="draft")
    open_ones = [row.event for row in (rows["by_town"], rows["by_oneself"], rows["by_bureau"])]

    agree(permissions.VIEW_EVENTS, NominationEvent, officer(), [draft, *open_ones])
    agree(permissions.VIEW_EVENTS, NominationEvent, secretary(rows["town"]), open_ones)
    agree(permissions.VIEW_EVENTS, NominationEvent, actor(Role.AUDITOR), [])
