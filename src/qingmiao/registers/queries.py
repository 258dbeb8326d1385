"""Questions put to a register: which rows, under which filters, counted how."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.registers.contracts import FacetShown, Option
from qingmiao.registers.counting import Counted, counted_of_many, counted_together
from qingmiao.registers.declaration import Facet, Register
from qingmiao.registers.models import Record, field_of, labels_of
from qingmiao.registers.values import text_of

MOST_OPTIONS = 40
LARGEST_KEY = 2**63
MOST_FOUND = 2_000


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What the reader asked for: words, facet choices, periods, order."""

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    periods: Mapping[str, tuple[date | None, date | None]] = field(default_factory=dict)
    sort: str = ""
    with_void: bool = False
    found: tuple[int, ...] | None = None
    """Of a large register the rows the words stand in, where that was asked beforehand."""


def read_filter(register: Register, parameters: QueryDict) -> Filter:
    """Only what the register declares is read; anything else in the address is ignored."""
    chosen, periods = {}, {}
    for facet in register.facets:
        if facet.kind == "period":
            ends = (
                _day(parameters.get(f"{facet.name}_begins", "")),
                _day(parameters.get(f"{facet.name}_ends", "")),
            )
            if any(ends):
                periods[facet.name] = ends
        elif values := tuple(parameters.getlist(facet.name)):
            chosen[facet.name] = values
    sortable = {column.sort for column in register.columns if column.sort}
    sort = parameters.get("sort", "") or ""
    return Filter(
        words=(parameters.get("q", "") or "").strip()[:60],
        chosen=chosen,
        periods=periods,
        sort=sort if sort.removeprefix("-") in sortable else "",
        with_void=parameters.get("void", "") == "1",
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def visible(register: Register, actor: Actor, *, with_void: bool = False) -> QuerySet[Any]:
    """Rows the actor may see; voided and retracted ones only where they are asked for."""
    rows = register.every() if with_void else register.base()
    return register.view.rows(actor, rows)


def _facet_q(register: Register, facet: Facet, values: Iterable[str]) -> Q:
    if facet.kind == "many":
        fitting = register.model._default_manager.filter(
            **{f"{facet.path}__in": list(values)}, **facet.where
        )
        return Q(pk__in=fitting.values("pk"))
    if facet.kind == "flag":
        wanted = [value == "1" for value in values if value in ("0", "1")]
        return Q(**{f"{facet.path}__in": wanted})
    if facet.kind == "related":
        keys = [int(value) for value in values if value.isdecimal()]
        return Q(**{f"{facet.path}__in": [key for key in keys if key < LARGEST_KEY]})
    return Q(**{f"{facet.path}__in": list(values)})


def narrowed(
    register: Register, rows: QuerySet[Any], wanted: Filter, *, but: str = ""
) -> QuerySet[Any]:
    """Rows under the filter; ``but`` leaves one facet out, so that its own counts can be told."""
    rows = _with_words(register, rows, wanted)
    for facet in register.facets:
        if facet.name == but:
            continue
        if facet.name in wanted.chosen:
            rows = rows.filter(_facet_q(register, facet, wanted.chosen[facet.name]))
        begins, ends = wanted.periods.get(facet.name, (None, None))
        if begins:
            rows = rows.filter(**{f"{facet.path}__gte": begins})
        if ends:
            rows = rows.filter(**{f"{facet.path}__lte": ends})
    return rows


def _with_words(register: Register, rows: QuerySet[Any], wanted: Filter) -> QuerySet[Any]:
    if wanted.found is not None:
        return rows.filter(pk__in=wanted.found)
    for word in wanted.words.lower().split():
        found = Q(pk__in=[])
        for lookup in register.search:
            found |= Q(**{f"{lookup}__icontains": word})
        rows = rows.filter(found)
    return rows


def words_first(register: Register, actor: Actor, wanted: Filter) -> Filter:
    """Look the words up once where the list, its count and each facet would look for them again."""
    if not register.is_large or not wanted.words:
        return wanted
    rows = visible(register, actor, with_void=wanted.with_void).order_by()
    found = _with_words(register, rows, wanted).values_list("pk", flat=True)[: MOST_FOUND + 1]
    return replace(wanted, found=tuple(found)) if len(found) <= MOST_FOUND else wanted


def ordered(register: Register, rows: QuerySet[Any], sort: str) -> QuerySet[Any]:
    """A total order: ties are broken by number, so paging never repeats or drops a row."""
    if sort:
        return rows.order_by(sort, "-pk")
    order = register.order or tuple(register.model._meta.ordering or ()) or ("-pk",)
    return rows.order_by(*order, *(() if {"pk", "-pk"} & set(order) else ("-pk",)))


def listed(register: Register, actor: Actor, wanted: Filter) -> QuerySet[Any]:
    """The list, the export and the count are this one question."""
    register = register.read_by(actor)
    rows = visible(register, actor, with_void=wanted.with_void)
    return ordered(register, narrowed(register, rows, wanted), wanted.sort)


def facets_shown(register: Register, actor: Actor, wanted: Filter) -> list[FacetShown]:
    """Each facet counted under all the other filters, over rows the actor may see."""
    register = register.read_by(actor)
    rows = visible(register, actor, with_void=wanted.with_void)
    counted = _counted_together(register, rows, wanted) if register.is_large else {}
    return [
        _shown(register, facet, rows, wanted, counted.get(facet.name)) for facet in register.facets
    ]


def _counted_together(
    register: Register, rows: QuerySet[Any], wanted: Filter
) -> dict[str, Counted]:
    """Facets of which nothing is chosen all speak of the same rows; a chosen one leaves itself out."""
    facets = [
        facet
        for facet in register.facets
        if facet.kind in ("choice", "related", "flag")
        and facet.name not in wanted.chosen
        and not facet.where
    ]
    narrow = narrowed(register, rows, wanted).order_by().select_related(None)
    counted = counted_together(narrow, [_keys(facet) for facet in facets]) if facets else []
    return {facet.name: found for facet, found in zip(facets, counted, strict=True)}


def _keys(facet: Facet) -> list[str]:
    return [facet.path, facet.label_path] if facet.label_path else [facet.path]


def _counted(register: Register, facet: Facet, rows: QuerySet[Any], wanted: Filter) -> Counted:
    narrow = narrowed(register, rows, wanted, but=facet.name).order_by().select_related(None)
    keys = _keys(facet)
    if facet.kind != "many":
        found = narrow.filter(**facet.where).values_list(*keys).annotate(n=Count("pk"))
        return list(found.order_by("-n", *keys))
    leading = narrow.filter(**facet.where, **{f"{facet.path}__isnull": False})
    if register.is_large:
        return counted_of_many(leading, keys)
    found = leading.values_list(*keys).annotate(n=Count("pk", distinct=True))
    return list(found.order_by("-n", *keys))


def _shown(
    register: Register,
    facet: Facet,
    rows: QuerySet[Any],
    wanted: Filter,
    counted: Counted | None,
) -> FacetShown:
    if facet.kind == "period":
        begins, ends = wanted.periods.get(facet.name, (None, None))
        return FacetShown(
            name=facet.name,
            label=str(facet.label),
            kind="period",
            begins=begins.isoformat() if begins else "",
            ends=ends.isoformat() if ends else "",
        )
    if counted is None:
        counted = _counted(register, facet, rows, wanted)
    chosen = wanted.chosen.get(facet.name, ())
    most = [row for n, row in enumerate(counted) if n < MOST_OPTIONS or _value(row[0]) in chosen]
    labels = _labels(register, facet)
    told = register.words.get(facet.path)
    options = [
        Option(
            value=_value(key),
            label=labels.get(key)
            or text_of(told(key) if told else label[0] if label else key)
            or _("未填"),
            count=n,
            on=_value(key) in chosen,
            code=_value(key) if told else "",
        )
        for key, *label, n in most
        if key is not None
    ]
    if labels:
        place = {_value(key): number for number, key in enumerate(labels)}
        options.sort(key=lambda option: place.get(option.value, len(place)))
    return FacetShown(name=facet.name, label=str(facet.label), kind=facet.kind, options=options)


def _value(key: Any) -> str:
    return str(int(key)) if isinstance(key, bool) else str(key)


def _labels(register: Register, facet: Facet) -> dict[Any, str]:
    if facet.kind == "flag":
        return {True: _("是"), False: _("否")}
    model: Any = register.model
    *steps, last = facet.path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    return {key: str(label) for key, label in labels_of(model, last).items()}


def is_rewritten(row: Record, register: Register) -> bool:
    """Whether a form or a table would have the row say something else than it does; a new one always.

    For checks of what is settled: the row as it stands is no fault of whoever looks at it.
    """
    kept = type(row).objects.filter(pk=row.pk).first()
    names = [field_of(register.model, name).attname for name in register.fields]
    return kept is None or any(getattr(kept, name) != getattr(row, name) for name in names)
