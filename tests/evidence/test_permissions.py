import pytest

from qingmiao.access.enums import Role
from qingmiao.evidence.models import Evidence
from qingmiao.evidence.permissions import READ_EVIDENCE
from tests.factories.evidence import claim
from tests.factories.ground import agree
from tests.factories.house import actor, district, leader, officer, person, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    _, bureau, town = district()
    cadre = person("林若曦", where=town)
    return {
        "town": town,
        "cadre": cadre,
        "mine": claim(cadre),
        "other": claim(person(where=bureau)),
        "deliberated": claim(cadre, secrecy="M", dimension="masses"),
        "discipline": claim(cadre, secrecy="D", dimension="results"),
    }


def test_the_department_reads_up_to_its_own_class(rows):
    agree(READ_EVIDENCE, Evidence, officer(), [rows["mine"], rows["other"]])
    agree(READ_EVIDENCE, Evidence, leader(), [rows["mine"], rows["other"]])


def test_nobody_reads_what_is_said_of_oneself_or_of_kin(rows):
    agree(READ_EVIDENCE, Evidence, officer(who=rows["cadre"]), [rows["other"]])
    agree(
        READ_EVIDENCE,
        Evidence,
        leader(kin_ids=frozenset({rows["cadre"].pk})),
        [rows["other"]],
    )


def test_a_liaison_reads_about_the_own_units(rows):
    agree(READ_EVIDENCE, Evidence, actor(Role.GROUP_HEAD, over=rows["town"]), [rows["mine"]])


def test_units_and_cadres_read_nothing(rows):
    for who in (
        secretary(rows["town"]),
        actor(Role.CADRE, who=rows["cadre"]),
        actor(Role.AUDITOR),
    ):
        agree(READ_EVIDENCE, Evidence, who, [])
        assert READ_EVIDENCE.nowhere(who)
