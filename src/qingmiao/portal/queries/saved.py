"""Saved lists: a register under some of its own filters.

A number on the workbench is the count of such a list and links to it, so the two cannot differ: both
are the question the register itself answers, for the same reader.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.http import QueryDict
from django.urls import reverse

from qingmiao.kernel.actor import Actor
from qingmiao.portal.contracts import Counted, Day
from qingmiao.registers.declaration import REGISTERS, Register
from qingmiao.registers.queries import listed, read_filter


@dataclass(frozen=True, kw_only=True)
class Saved:
    """``query`` is the address after the question mark; ``{on}`` and ``{ahead}`` are days in it."""

    register: str
    query: str = ""
    title: Any = ""

    def asked(self, day: Day) -> str:
        return self.query.format(on=day.on.isoformat(), ahead=day.ahead.isoformat())


def open_register(code: str, actor: Actor) -> Register | None:
    """The register, if its room is furnished and the actor may see any of it."""
    register = REGISTERS.get(code)
    return None if register is None or register.view.nowhere(actor) else register


def unknown_filters(saved: Saved) -> set[str]:
    """Parameters the register would ignore. A list with one would count too much, so it is not shown."""
    register = REGISTERS[saved.register]
    known = {facet.name for facet in register.facets if facet.kind != "period"}
    for facet in register.facets:
        if facet.kind == "period":
            known |= {f"{facet.name}_begins", f"{facet.name}_ends"}
    return set(QueryDict(saved.query)) - known


def counted(saved: Iterable[Saved], *, actor: Actor, day: Day) -> dict[Saved, Counted]:
    """All of them in one statement; a list the actor may not open is left out, not counted as none."""
    open_ones: dict[Saved, tuple[Register, QuerySet[Any]]] = {}
    for one in saved:
        register = open_register(one.register, actor)
        if register is not None and not unknown_filters(one):
            wanted = read_filter(register, QueryDict(one.asked(day)))
            open_ones[one] = register, listed(register, actor, wanted)
    totals = _totals([rows for _, rows in open_ones.values()])
    return {
        one: Counted(
            title=str(one.title or register.title),
            count=totals.get(str(place), 0),
            unit_word=str(register.unit_word),
            url=url_of(one, day),
        )
        for place, (one, (register, _)) in enumerate(open_ones.items())
    }


def _totals(lists: Sequence[QuerySet[Any]]) -> dict[str, int]:
    parts = [
        rows.select_related(None)
        .order_by()
        .values_list(Value(str(place), output_field=CharField()))
        .annotate(total=Count("pk"))
        for place, rows in enumerate(lists)
    ]
    if not parts:
        return {}
    first, *rest = parts
    return dict(first.union(*rest, all=True) if rest else first)


def url_of(saved: Saved, day: Day) -> str:
    address = reverse(REGISTERS[saved.register].url_name())
    asked = saved.asked(day)
    return f"{address}?{asked}" if asked else address
