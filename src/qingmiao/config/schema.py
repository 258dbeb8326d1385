"""Migrating without drawing every table again for every constraint.

While it migrates, Django keeps a class for every table as the migrations leave it so far. When an
index, a constraint or a trigger is added it makes the class of that table anew, and those of all
tables joined to it: with some forty tables that point at a person, nine tenths of the work.
None of the three changes a column, so here the class is kept and told of it.
"""

from typing import Any

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState

LISTS = ("constraints", "indexes", "triggers")
Key = tuple[str, str]


class FrugalState(ProjectState):
    """The tables so far. A table whose columns are unchanged since it was drawn is not drawn again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drawn: dict[Key, tuple[Any, ...]] = {}

    def clone(self) -> "FrugalState":
        copy = type(self)(
            models={key: state.clone() for key, state in self.models.items()},
            real_apps=self.real_apps,
        )
        if "apps" in self.__dict__:  # asking for it would draw all tables
            copy.apps = self.apps.clone()
            copy.drawn = dict(self.drawn)
        copy.is_delayed = self.is_delayed
        return copy

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:
        if "apps" not in self.__dict__:
            return
        key = (app_label, model_name)
        state = self.models[key]
        shape = _shape(state)
        if self.drawn.get(key) != shape:
            super().reload_model(app_label, model_name, delay)
            self.drawn[key] = shape
            return
        options: Any = self.apps.get_model(app_label, model_name)._meta
        for name in LISTS:
            if name in state.options:
                setattr(options, name, state.options[name])
        options.__dict__.pop("total_unique_constraints", None)

    def reload_models(self, models: Any, delay: bool = True) -> None:
        super().reload_models(models, delay)
        self.drawn.clear()

    def remove_model(self, app_label: str, model_name: str) -> None:
        super().remove_model(app_label, model_name)
        self.drawn.pop((app_label, model_name), None)


def _shape(state: ModelState) -> tuple[Any, ...]:
    """All that a class is made of but the three lists. Fields of a state are replaced, never changed."""
    options = {name: value for name, value in state.options.items() if name not in LISTS}
    fields = [(name, id(field), field) for name, field in state.fields.items()]
    return fields, options, state.bases, list(state.managers)


class FrugalExecutor(MigrationExecutor):
    """Django's own executor, on the frugal state."""

    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:
        plain: ProjectState = super()._create_project_state(with_applied_migrations)  # type: ignore[misc]  # stubs lag
        return FrugalState(models=plain.models, real_apps=plain.real_apps)
