"""Ratings: a level means a behaviour, and rests on an example of that person and dimension."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.evidence.enums import Dimension
from qingmiao.kernel.errors import Refused
from qingmiao.pool.enums import RatingLevel
from qingmiao.pool.models import Rating
from qingmiao.pool.permissions import KEEP_RATINGS, VIEW_RATINGS
from qingmiao.pool.register import RATINGS
from tests.factories.evidence import claim
from tests.factories.ground import agree
from tests.factories.house import (
    TODAY,
    actor,
    entered,
    leader,
    officer,
    person,
    secretary,
    signed_in,
    unit,
)

pytestmark = pytest.mark.django_db
ANCHORS = Path(__file__).parents[2] / "src" / "qingmiao" / "regulations" / "pool" / "anchors.toml"


def rated(who=None, **changes):
    example = changes.pop("example", None) or claim(who)
    return entered(
        RATINGS,
        **{
            "person": who,
            "dimension": "duty",
            "level": "good",
            "example": example,
            "rated_on": TODAY,
            **changes,
        },
    )


def test_a_rating_keeps_what_its_level_meant():
    row = rated(person(where=unit()))

    row.refresh_from_db()
    assert row.anchor == "主动认领难事，出了问题自己先扛"


def test_the_example_must_be_about_that_person_and_dimension():
    who, other = person(where=unit()), person(where=unit())

    with pytest.raises(Refused) as no:
        rated(who, example=claim(other, dimension="masses"), rated_on=date(2026, 1, 1))

    assert no.value.reasons == (
        "所据事例说的不是这位同志",
        "所据事例不属于这一维度",
        "评价日期不得早于事例发生之日",
    )
    gone = claim(who, retracted_at="2026-06-01T00:00+08:00", retract_reason="误记")
    with pytest.raises(Refused, match="所据事例已经撤回"):
        rated(who, example=gone)
    with pytest.raises(Refused, match="不得晚于今天"):
        rated(who, rated_on=date(2026, 7, 1))


def test_nobody_rates_twice_on_one_example():
    who = person(where=unit())
    example = claim(who)
    rated(who, example=example)

    with pytest.raises(Refused, match="您已据此事例作过评价"):
        rated(who, example=example, level="weak")


def test_both_faces():
    me = person(where=unit())
    mine, row = rated(me), rated(person(where=unit()))

    for permission in (VIEW_RATINGS, KEEP_RATINGS):
        agree(permission, Rating, officer(), [mine, row])
        agree(permission, Rating, officer(who=me), [row])
        agree(permission, Rating, leader(), [mine, row])
        agree(permission, Rating, actor(Role.DISTRICT_LEADER), [])
        agree(permission, Rating, secretary(me.unit), [])


def test_every_dimension_has_an_anchor_for_every_level():
    provisions = tomllib.loads(ANCHORS.read_text())["provisions"]

    assert set(provisions) == set(Dimension.values)
    for provision in provisions.values():
        for version in provision["versions"]:
            assert len(set(version["value"])) == len(RatingLevel.values)


def test_a_form_offers_examples_one_may_read(client):
    from_the_list = reverse("registers:pick", args=["evidence.evidence"])
    who = person("林若曦", where=unit())
    claim(who)
    claim(who, secrecy="D", claim="密封材料")
    signed_in(client)

    offered = client.get(from_the_list, {"q": "林若曦"}).content.decode()

    assert "汛期连续三天守在堤上" in offered
    assert "密封材料" not in offered
