"""The roster (花名册): one question for rows, count, facets and export, quick at 100,000 people.

People with the same facets are counted together in one pass over narrow facts; the facets' own choices
are then weighed on those few thousand groups, so that each facet is counted under all the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    SmallIntegerField,
    Value,
    When,
)
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.orgs.enums import Level, UnitKind
from qingmiao.people.dossiers.enums import Sex, Standing
from qingmiao.people.dossiers.models import Person, PersonFacts
from qingmiao.people.dossiers.queries import facts, people, searched
from qingmiao.people.dossiers.rules.present import birth_month, facets_in
from qingmiao.pool.enums import Tier
from qingmiao.pool.queries import memberships
from qingmiao.registers.contracts import FacetShown, Option

AGE_BANDS: tuple[tuple[str, int, int], ...] = (
    ("0-30", 0, 30),
    ("31-35", 31, 35),
    ("36-37", 36, 37),
    ("38-40", 38, 40),
    ("41-45", 41, 45),
    ("46-50", 46, 50),
    ("51-", 51, 200),
)
BAND_LABELS = {
    "0-30": gettext_lazy("30 岁及以下"),
    "31-35": "31–35",
    "36-37": "36–37",
    "38-40": "38–40",
    "41-45": "41–45",
    "46-50": "46–50",
    "51-": gettext_lazy("51 岁及以上"),
}
TIER_LABELS = {
    "1": gettext_lazy("研究生"),
    "2": gettext_lazy("大学"),
    "3": gettext_lazy("大专"),
    "4": gettext_lazy("中专及以下"),
}
FACETS: tuple[tuple[str, Any, Mapping[str, Any]], ...] = (
    ("kind", gettext_lazy("单位类别"), dict(UnitKind.choices)),
    ("level", gettext_lazy("职务层次"), dict(Level.choices)),
    ("age", gettext_lazy("年龄"), BAND_LABELS),
    ("sex", gettext_lazy("性别"), dict(Sex.choices)),
    ("schooling", gettext_lazy("最高学历"), TIER_LABELS),
    ("party", gettext_lazy("中共党员"), {"1": gettext_lazy("是"), "0": gettext_lazy("否")}),
    ("minority", gettext_lazy("少数民族"), {"1": gettext_lazy("是"), "0": gettext_lazy("否")}),
)
SORTS = {
    "": ("roster_order", "pk"),
    "name": ("pinyin", "pk"),
    "-name": ("-pinyin", "-pk"),
    "age": ("-birth", "-pk"),
    "-age": ("birth", "pk"),
    "level": ("level", "birth", "pk"),
    "-level": ("-level", "-birth", "-pk"),
    "since": ("post_since", "pk"),
    "-since": ("-post_since", "-pk"),
}


@dataclass(frozen=True, kw_only=True)
class RosterFilter:
    """What the reader asked of the roster. ``chosen`` holds facet values known to ``FACETS``."""

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pool: tuple[str, ...] = ()
    unit: int | None = None
    sort: str = ""
    with_left: bool = False


def read_roster_filter(parameters: Any) -> RosterFilter:
    """Only known facets and values are read; the rest of an address is ignored."""
    chosen = {}
    for name, _label, labels in FACETS:
        if values := tuple(value for value in parameters.getlist(name) if value in labels):
            chosen[name] = values
    unit, sort = parameters.get("unit", ""), parameters.get("sort", "")
    return RosterFilter(
        words=parameters.get("q", "").strip()[:60],
        chosen=chosen,
        pool=tuple(value for value in parameters.getlist("pool") if value in Tier.values),
        unit=int(unit) if unit.isdigit() and len(unit) < 19 else None,
        sort=sort if sort in SORTS else "",
        with_left=parameters.get("left", "") == "1",
    )


def month_of(on: date) -> int:
    return birth_month(on)


def _age_q(values: tuple[str, ...], on: date) -> Q:
    months = month_of(on)
    found = Q()
    for name, youngest, oldest in AGE_BANDS:
        if name in values:
            found |= Q(
                birth_month__lte=months - youngest * 12,
                birth_month__gt=months - (oldest + 1) * 12,
            )
    return found


def _facet_q(name: str, values: tuple[str, ...], on: date) -> Q:
    if name == "age":
        return _age_q(values, on)
    if name in ("party", "minority"):
        return Q(**{f"is_{name}__in": [value == "1" for value in values]})
    column = {"kind": "unit_kind", "schooling": "schooling_tier"}.get(name, name)
    return Q(**{f"{column}__in": list(values)})


def _narrowed(
    rows: QuerySet[PersonFacts],
    wanted: RosterFilter,
    *,
    actor: Actor,
    on: date,
    subtree: frozenset[int] | None,
) -> QuerySet[PersonFacts]:
    """Everything but the facets: words, unit, reserve, management state."""
    if not wanted.with_left:
        rows = rows.filter(in_service=True)
    if subtree is not None:
        rows = rows.filter(unit__in=sorted(subtree))
    if wanted.words:
        rows = searched(rows, wanted.words, path="person__")
    return rows


def _in_pool(
    rows: QuerySet[PersonFacts], wanted: RosterFilter, *, actor: Actor, on: date
) -> QuerySet[PersonFacts]:
    if not wanted.pool:
        return rows
    members = memberships(actor=actor, on=on).filter(tier__in=wanted.pool)
    return rows.filter(person_id__in=members.values("person_id"))


def _chosen(rows: QuerySet[PersonFacts], wanted: RosterFilter, on: date) -> QuerySet[PersonFacts]:
    for name, values in wanted.chosen.items():
        rows = rows.filter(_facet_q(name, values, on))
    return rows


@dataclass(frozen=True, kw_only=True)
class Roster:
    """The answer: ids in order (not yet fetched), how many, and the facets."""

    ids: QuerySet[Any]
    total: int
    facets: list[FacetShown]


def roster(
    *, actor: Actor, wanted: RosterFilter, on: date, subtree: frozenset[int] | None = None
) -> Roster:
    """花名册 for one reader on one day. Count, list and facets come of the same narrowed facts."""
    rows = _narrowed(facts(actor=actor), wanted, actor=actor, on=on, subtree=subtree)
    groups = grouped(_in_pool(rows, wanted, actor=actor, on=on), on=on)
    counts = counted(groups, wanted)
    return Roster(
        ids=roster_ids(actor=actor, wanted=wanted, on=on, subtree=subtree),
        total=counts.pop(("", "")),
        facets=[
            *_shown(counts, wanted),
            *_pool_facet(_chosen(rows, wanted, on), wanted, actor=actor, on=on),
        ],
    )


def roster_ids(
    *, actor: Actor, wanted: RosterFilter, on: date, subtree: frozenset[int] | None = None
) -> QuerySet[Any]:
    """Ids of the people in the order asked for: an index alone answers where nothing is narrowed."""
    rows = people(actor=actor).select_related(None).order_by(*SORTS[wanted.sort])
    if not wanted.with_left:
        rows = rows.filter(standing=Standing.IN_SERVICE)
    if wanted.words or wanted.chosen or wanted.pool or subtree is not None:
        found = _narrowed(PersonFacts.objects.all(), wanted, actor=actor, on=on, subtree=subtree)
        found = _chosen(_in_pool(found, wanted, actor=actor, on=on), wanted, on)
        rows = rows.filter(Exists(found.filter(pk=OuterRef("pk"))))
    return rows.values_list("pk", flat=True)


def roster_page(*, ids: list[int]) -> list[Person]:
    """The people of one page, in the order of their ids, without what a list never shows."""
    rows = Person.objects.select_related("unit").defer("id_sealed", "phone_sealed", "search_text")
    found = rows.in_bulk(ids)
    return [found[pk] for pk in ids]


Common = tuple[str, ...]
"""What people of one group have in common: a value of each facet, in the order of ``FACETS``."""
Groups = list[tuple[Common, int]]


def grouped(rows: QuerySet[PersonFacts], *, on: date) -> Groups:
    """People with the same facets, counted in one pass over two small numbers a row."""
    months = month_of(on)
    bands = [
        When(birth_month__gt=months - (oldest + 1) * 12, then=Value(number))
        for number, (_name, _youngest, oldest) in enumerate(AGE_BANDS)
    ]
    band = Case(*bands, default=Value(len(AGE_BANDS) - 1), output_field=SmallIntegerField())
    answer = (
        rows.order_by().annotate(band=band).values_list("facet_code", "band").annotate(n=Count("*"))
    )
    return [(_common(code, number), n) for code, number, n in answer]


@cache
def _common(code: int, band: int) -> Common:
    known = facets_in(code)
    return tuple(
        AGE_BANDS[band][0] if name == "age" else getattr(known, name)
        for name, _label, _labels in FACETS
    )


def counted(groups: Groups, wanted: RosterFilter) -> dict[tuple[str, str], int]:
    """Counts by (facet, value), each under the other facets; ``("", "")`` is the count of all."""
    names = [name for name, _label, _labels in FACETS]
    chosen = [(names.index(name), values) for name, values in wanted.chosen.items()]
    tallies: list[dict[str, int]] = [{} for _name in names]
    total = 0
    for common, n in groups:
        misses = [at for at, values in chosen if common[at] not in values]
        if not misses:
            total += n
            for tally, value in zip(tallies, common, strict=True):
                tally[value] = tally.get(value, 0) + n
        elif len(misses) == 1:  # only this facet's own choice rules them out
            [at] = misses
            tallies[at][common[at]] = tallies[at].get(common[at], 0) + n
    counts = {
        (name, value): n
        for name, tally in zip(names, tallies, strict=True)
        for value, n in tally.items()
    }
    return counts | {("", ""): total}


def _shown(counts: Mapping[tuple[str, str], int], wanted: RosterFilter) -> list[FacetShown]:
    shown = []
    for name, label, labels in FACETS:
        chosen = wanted.chosen.get(name, ())
        options = [
            Option(
                value=value, label=str(text), count=counts.get((name, value), 0), on=value in chosen
            )
            for value, text in labels.items()
            if counts.get((name, value)) or value in chosen
        ]
        shown.append(FacetShown(name=name, label=str(label), kind="choice", options=options))
    return shown


def _pool_facet(
    rows: QuerySet[PersonFacts], wanted: RosterFilter, *, actor: Actor, on: date
) -> list[FacetShown]:
    """Tiers of the reserve, for readers who may know it; to others the facet does not exist."""
    members = memberships(actor=actor, on=on)
    if members.query.is_empty():
        return []
    among = members.filter(person_id__in=rows.values("pk")).order_by()
    counts = dict(among.values_list("tier").annotate(n=Count("*")))
    options = [
        Option(value=value, label=str(label), count=counts.get(value, 0), on=value in wanted.pool)
        for value, label in Tier.choices
    ]
    if not counts and not wanted.pool:
        return []
    return [FacetShown(name="pool", label=_("储备库"), kind="choice", options=options)]
