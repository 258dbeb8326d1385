"""Data the house lives by: constraints, regulations, decisions."""

import re
import tomllib

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CheckConstraint, Q

from tests.architecture.plan import HOUSE, PAPERS, ROOMS, SOURCE

LAWS = sorted((SOURCE / "regulations").rglob("*.toml"))
FIELDS = [
    pytest.param(model, field, id=f"{model._meta.label}.{field.name}")
    for model in apps.get_models()
    if model.__module__.startswith("qingmiao.") and not hasattr(model, "pgh_tracked_model")
    for field in model._meta.concrete_fields
    if field.choices
]


def conditions(node):
    """Every (lookup, values) of a constraint, however deep."""
    for child in node.children:
        if isinstance(child, Q):
            yield from conditions(child)
        elif isinstance(child, tuple):
            yield child


@pytest.mark.parametrize(("model", "field"), FIELDS)
def test_the_database_knows_the_choices_too(model, field):
    known = [
        {str(value) for value in values} - {""}
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint) and isinstance(constraint.condition, Q)
        for lookup, values in conditions(constraint.condition)
        if lookup == f"{field.name}__in"
    ]
    assert {str(value) for value, _ in field.flatchoices} - {""} in known


@pytest.mark.parametrize("law", LAWS, ids=lambda path: path.stem)
def test_regulations_say_since_when_and_by_which_article(law):
    data = tomllib.loads(law.read_text())
    assert law.parent.name in {room.split(".")[-1] for room in ROOMS}
    assert data["title"]
    for name, provision in data["provisions"].items():
        days = [version["from"] for version in provision["versions"]]
        assert provision["text"], name
        assert days == sorted(set(days)), f"{name}: oldest first, one version a day"
        for version in provision["versions"]:
            assert version["article"], name
            assert version["source"], name
            assert "value" not in version or type(version["value"]) is not int or provision["unit"]


def test_every_dependency_has_its_paragraph():
    decided = "\n".join(p.read_text() for p in (HOUSE / "docs" / "decisions").glob("*.md"))
    names = {re.split(r"[\[~=<>]", line)[0] for line in PAPERS["project"]["dependencies"]}
    assert {name for name in names if f"**{name}**" not in decided} == set()


def test_the_shelf_we_ship_is_the_last_one_read():
    assert settings.REGULATION_SHELVES[-1] == SOURCE / "regulations"


def test_every_icon_in_use_is_in_the_sprite():
    known = set((HOUSE / "frontend" / "icons.txt").read_text().split())
    used = {
        name
        for path in SOURCE.rglob("*.html")
        for name in re.findall(r"""\{% icon ["']([a-z0-9-]+)["']""", path.read_text())
    }
    assert used - known == set()
