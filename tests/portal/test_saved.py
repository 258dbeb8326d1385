"""Every saved list of the workbench asks its register only what the register understands."""

from datetime import date

import pytest

import qingmiao.config.urls  # noqa: F401 -- rooms declare their registers when their doors are hung
from qingmiao.kernel.actor import operator
from qingmiao.portal.contracts import Day
from qingmiao.portal.queries.saved import Saved, counted, unknown_filters
from qingmiao.portal.queries.workbench import FLOW, MAPPED, REMINDERS
from qingmiao.registers.declaration import REGISTERS

SAVED = [one for row in FLOW.values() for one in row] + [one for one, _icon, _tone in REMINDERS]


@pytest.mark.parametrize("saved", SAVED, ids=lambda one: f"{one.register}?{one.query}")
def test_saved_list_is_understood(saved):
    assert unknown_filters(saved) == set()


@pytest.mark.parametrize("saved", SAVED, ids=lambda one: f"{one.register}?{one.query}")
def test_every_value_is_one_the_register_knows(saved):
    register = REGISTERS[saved.register]
    for facet in register.facets:
        asked = {value for name, value in _pairs(saved.query) if name == facet.name}
        assert not asked or asked <= _choices(register, facet)


@pytest.mark.parametrize("link", list(MAPPED))
def test_the_map_leads_to_a_list(link):
    register = REGISTERS[MAPPED[link]]

    assert f"{register.about}__unit_id" in [facet.path for facet in register.facets]


@pytest.mark.django_db
def test_a_list_the_register_would_widen_is_not_counted():
    strange = Saved(register="visits.lead", query="weather=fair")
    day = Day(on=date(2026, 11, 23), ahead=date(2026, 12, 23))

    assert counted([strange], actor=operator("样例", "officer"), day=day) == {}


def _pairs(query):
    return [tuple(part.split("=", 1)) for part in query.split("&") if part]


def _choices(register, facet):
    if facet.kind == "flag":
        return {"0", "1"}
    model = register.model
    *steps, last = facet.path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    return {str(key) for key, _label in (model._meta.get_field(last).flatchoices or ())}
