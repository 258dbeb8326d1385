from qingmiao.kernel.actor import STRANGER, Actor, Grant, operator


def actor(*grants, **options):
    return Actor(account_id=1, name="王干事", grants=frozenset(grants), **options)


def test_units_of_several_grants_add_up():
    who = actor(
        Grant(role="point_head", unit_ids=frozenset({1, 2})),
        Grant(role="group_head", unit_ids=frozenset({3})),
        Grant(role="officer", unit_ids=frozenset({9})),
    )

    assert who.units("point_head", "group_head") == {1, 2, 3}
    assert who.units("auditor") == frozenset()


def test_a_role_held_everywhere_swallows_the_rest():
    who = actor(
        Grant(role="officer", unit_ids=None), Grant(role="officer", unit_ids=frozenset({1}))
    )

    assert who.units("officer") is None


def test_a_matter_opens_no_units():
    who = actor(Grant(role="class_teacher", unit_ids=frozenset(), scope_kind="class", scope_id=7))

    assert who.units("class_teacher") == frozenset()
    assert who.matters("class", "class_teacher") == {7}
    assert who.matters("contest", "class_teacher") == frozenset()


def test_confidential_are_oneself_and_kin():
    assert actor(person_id=5, kin_ids=frozenset({6})).confidential_ids == {5, 6}
    assert STRANGER.confidential_ids == frozenset()


def test_the_operator_acts_for_the_whole_district_and_says_by_which_door():
    who = operator("root", "officer")

    assert (who.units("officer"), who.door) == (None, "command")
