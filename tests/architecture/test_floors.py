"""Floors that import-linter cannot see: keys named by string, apps, signs, mirrors."""

import ast
import re

import pytest
from django.apps import apps
from django.conf import settings

from tests.architecture.plan import FLAT, HOUSE, LINKS, ROOMS, SOURCE, WINGS, height, room_of

OURS = [
    config
    for config in apps.get_app_configs()
    if config.name.startswith("qingmiao.") and config.name != "qingmiao.config"
]


def foreign_keys():
    for model in apps.get_models():
        if model.__module__.startswith("qingmiao.") and not hasattr(model, "pgh_tracked_model"):
            for field in model._meta.get_fields():
                if field.is_relation and field.concrete and field.related_model:
                    yield pytest.param(model, field, id=f"{model._meta.label}.{field.name}")


@pytest.mark.parametrize(("model", "field"), list(foreign_keys()))
def test_foreign_keys_point_down(model, field):
    target = field.related_model
    if not target.__module__.startswith("qingmiao."):
        return
    here, there = room_of(model.__module__), room_of(target.__module__)
    if here == there:
        return
    assert height(there) < height(here), f"{here} must not hold a key to {there}"
    wings = {here.split(".")[0], there.split(".")[0]}
    assert len(wings) == 1 or not wings <= LINKS.keys(), "wings meet in the pool, not by key"
    assert field.remote_field.hidden, "a key that leaves its room takes related_name='+'"


def test_every_furnished_room_is_installed():
    furnished = {room for room in ROOMS if (SOURCE / room.replace(".", "/") / "apps.py").exists()}
    assert furnished == {room_of(f"{c.name}.apps") for c in OURS} - {"webkit", "rulebook"}


@pytest.mark.parametrize("config", OURS, ids=lambda c: c.name)
def test_an_app_is_labelled_by_its_noun(config):
    wing, _, noun = room_of(f"{config.name}.apps").partition(".")
    assert config.label == (noun or wing)
    assert wing not in LINKS or str(config.verbose_name).startswith(f"{LINKS[wing]} · ")


def test_nouns_are_unique_in_the_house():
    nouns = [room.split(".")[-1] for room in ROOMS]
    assert len(nouns) == len(set(nouns))


@pytest.mark.parametrize("room", sorted(ROOMS | WINGS.keys()))
def test_a_sentence_hangs_over_every_door(room):
    sign = ast.get_docstring(
        ast.parse((SOURCE / room.replace(".", "/") / "__init__.py").read_text())
    )
    assert sign, "write it; if you cannot, there are two rooms"
    assert len(sign) <= 120
    assert sign.endswith(".")
    assert "\n" not in sign
    needs_term = room in ROOMS and room not in FLAT
    assert not needs_term or re.search(r"（[\u4e00-\u9fff、]+）|\([\u4e00-\u9fff、]+\)", sign)


def test_the_glossary_knows_every_room():
    glossary = (HOUSE / "docs" / "glossary.md").read_text()
    words = {word for room in ROOMS for word in room.split(".")}
    assert {word for word in words if f"`{word}`" not in glossary} == set()


def test_tests_mirror_the_house():
    beside = {"architecture", "factories", "harness", "journeys", "permissions"}
    for package in (HOUSE / "tests").rglob("__init__.py"):
        here = package.parent.relative_to(HOUSE / "tests")
        if here.parts and here.parts[0] not in beside:
            assert (SOURCE / here).exists(), f"tests/{here} mirrors nothing"


def test_settings_name_rooms_bottom_up():
    rooms = [
        room_of(f"{name}.apps")
        for name in settings.INSTALLED_APPS
        if name.startswith("qingmiao.") and name != "qingmiao.config"
    ]
    assert rooms == sorted(rooms, key=height)
