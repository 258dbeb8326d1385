import pytest

from qingmiao.access.enums import Role
from qingmiao.selection.observations import permissions
from qingmiao.selection.observations.models import Observation
from tests.factories.ground import agree
from tests.factories.house import account, actor, district, leader, officer, organizer, person
from tests.factories.selection import front, observation

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    _, bureau, town = district()
    secretary = person("赵书记", where=town)
    mine = person("林若曦", where=town)
    return {
        "town": town,
        "secretary": secretary,
        "mine": mine,
        "in_town": observation(person=mine, observer=secretary),
        "in_bureau": observation(person=person(where=bureau)),
        "about_secretary": observation(person=secretary),
    }


def test_the_department_reads_every_observation_but_those_about_oneself(rows):
    who = officer(who=rows["mine"])

    agree(
        permissions.VIEW_OBSERVATIONS,
        Observation,
        who,
        [rows["in_bureau"], rows["about_secretary"]],
    )


def test_kin_are_kept_from_each_other(rows):
    who = leader(who=rows["secretary"], kin_ids=frozenset({rows["mine"].pk}))

    agree(permissions.VIEW_OBSERVATIONS, Observation, who, [rows["in_bureau"]])


def test_a_liaison_reads_about_the_own_units(rows):
    who = actor(Role.POINT_HEAD, over=rows["town"])

    agree(
        permissions.VIEW_OBSERVATIONS, Observation, who, [rows["in_town"], rows["about_secretary"]]
    )
    agree(
        permissions.KEEP_OBSERVATIONS, Observation, who, [rows["in_town"], rows["about_secretary"]]
    )


def test_an_observer_reads_the_own_observations_only(rows):
    who = organizer(rows["town"], who=rows["secretary"])

    agree(permissions.VIEW_OBSERVATIONS, Observation, who, [rows["in_town"]])


def test_a_cadre_reads_nothing(rows):
    who = actor(Role.CADRE, who=rows["mine"])

    agree(permissions.VIEW_OBSERVATIONS, Observation, who, [])
    assert permissions.VIEW_OBSERVATIONS.nowhere(who)
    assert permissions.VIEW_FRONTS.nowhere(who)


def test_only_the_department_accepts(rows):
    agree(permissions.ACCEPT_OBSERVATIONS, Observation, organizer(rows["town"]), [])
    agree(
        permissions.ACCEPT_OBSERVATIONS,
        Observation,
        officer(),
        [rows["in_town"], rows["in_bureau"], rows["about_secretary"]],
    )


def test_a_witness_reads_what_was_submitted_to_them_and_no_draft(rows):
    witness = person("钱委员", where=rows["town"])
    mine = observation(person=rows["mine"], witness=witness, state="submitted")
    observation(person=person(), witness=witness)
    observation(person=person(), witness=person(), state="submitted")

    agree(permissions.WITNESS_OBSERVATIONS, Observation, actor(Role.CADRE, who=witness), [mine])
    agree(permissions.WITNESS_OBSERVATIONS, Observation, officer(), [])


def test_a_witness_who_is_kin_reads_nothing(rows):
    witness = person("钱委员")
    observation(person=rows["mine"], witness=witness, state="submitted")
    who = actor(Role.CADRE, who=witness, kin_ids=frozenset({rows["mine"].pk}))

    agree(permissions.WITNESS_OBSERVATIONS, Observation, who, [])


def test_the_department_answers_only_for_a_witness_who_cannot_sign_in(rows):
    signed, unsigned = person("钱委员"), person("孙委员")
    account(who=signed)
    observation(person=rows["mine"], witness=signed, state="submitted")
    paper = observation(person=rows["mine"], witness=unsigned, state="submitted")

    agree(permissions.ANSWER_OBSERVATIONS, Observation, officer(), [paper])
    agree(permissions.ANSWER_OBSERVATIONS, Observation, organizer(rows["town"]), [])


def test_oneself_is_shown_what_the_front_allows_once_it_is_accepted(rows):
    def about_me(access, state="accepted"):
        return observation(
            person=rows["mine"], front=front(subject_access=access), witness=person(), state=state
        )

    shown, open_to_reply = about_me("shown"), about_me("reply")
    about_me("hidden")
    about_me("reply", "witnessed")
    who = actor(Role.CADRE, who=rows["mine"])

    agree(permissions.READ_ABOUT_MYSELF, Observation, who, [shown, open_to_reply])
    agree(permissions.REPLY_TO_OBSERVATIONS, Observation, who, [open_to_reply])
    agree(permissions.READ_ABOUT_MYSELF, Observation, officer(), [])
    agree(permissions.VIEW_OBSERVATIONS, Observation, who, [])
