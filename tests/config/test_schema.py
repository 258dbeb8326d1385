"""What the models declare stands in the database, though migrating did not draw every table again."""

import pgtrigger
import pytest
from django.db import connection, models
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    CreateModel,
    DeleteModel,
    RemoveConstraint,
    RenameModel,
)
from django.db.migrations.state import ProjectState

from qingmiao.config.schema import LISTS, FrugalState

TABLE = CreateModel(
    "Unit", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]
)
PERSON = CreateModel(
    "Person",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("unit", models.ForeignKey("rooms.Unit", models.CASCADE)),
    ],
)
NAMED = models.CheckConstraint(condition=~models.Q(name=""), name="unit_has_a_name")
ONCE = models.UniqueConstraint(fields=["name"], name="unit_named_once")
SORTED = models.Index(fields=["name"], name="unit_by_name")
STEPS = [
    TABLE,
    PERSON,
    AddConstraint("unit", NAMED),
    AddIndex("unit", SORTED),
    AddField("unit", "rank", models.IntegerField(default=0)),
    AddConstraint("unit", ONCE),
    RemoveConstraint("unit", "unit_has_a_name"),
    RenameModel("Unit", "House"),
    AddConstraint("house", NAMED),
    DeleteModel("Person"),
    RemoveConstraint("house", "unit_named_once"),
]


def drawn(state):
    """Every class as it stands: its columns, what points at it, and its three lists."""
    return {
        model._meta.label: (
            [field.name for field in model._meta.get_fields()],
            {name: list(getattr(model._meta, name, ())) for name in LISTS},
            [list(one.fields) for one in model._meta.total_unique_constraints],
        )
        for model in state.apps.get_models()
    }


def test_a_kept_table_is_told_what_a_table_drawn_anew_would_say():
    frugal, plain = FrugalState(), ProjectState()
    assert drawn(frugal) == drawn(plain) == {}
    for step in STEPS:
        before = frugal.clone()
        for state in (frugal, plain):
            step.state_forwards("rooms", state)

        assert drawn(frugal) == drawn(plain), step.describe()
        assert type(before) is FrugalState


def test_a_constraint_does_not_draw_the_table_again():
    state = FrugalState()
    assert drawn(state) == {}
    TABLE.state_forwards("rooms", state)
    table = state.apps.get_model("rooms", "unit")

    AddConstraint("unit", NAMED).state_forwards("rooms", state)
    assert state.apps.get_model("rooms", "unit") is table

    AddField("unit", "rank", models.IntegerField(default=0)).state_forwards("rooms", state)
    assert state.apps.get_model("rooms", "unit") is not table


def names(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_every_constraint_and_index_a_model_declares_stands_in_the_database():
    ours = [
        model._meta
        for model in connection.introspection.get_migratable_models()
        if model.__module__.startswith("qingmiao.")
    ]
    there = names("SELECT conname FROM pg_constraint UNION SELECT relname FROM pg_class")

    wanted = {one.name for meta in ours for one in [*meta.constraints, *meta.indexes]}
    assert len(wanted) > 200
    assert wanted <= there


@pytest.mark.django_db
def test_every_trigger_a_model_declares_stands_in_the_database():
    there = names("SELECT tgname FROM pg_trigger")

    wanted = {trigger.get_pgid(model) for model, trigger in pgtrigger.registered()}
    assert len(wanted) > 40
    assert wanted <= there
