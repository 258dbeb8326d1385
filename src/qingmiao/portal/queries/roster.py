"""The roster (花名册): one question for rows, count, facets and export, quick at 100,000 people.

Facets are counted over narrow facts in one pass with grouping sets; a facet under which something is
chosen is counted once more without its own choice, so that its other options stay comparable.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.orgs.enums import Level, UnitKind
from qingmiao.people.dossiers.enums import Sex
from qingmiao.people.dossiers.models import Person, PersonFacts
from qingmiao.people.dossiers.queries import facts, people, searched
from qingmiao.people.dossiers.rules.present import birth_month
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
    but: str = "",
) -> QuerySet[PersonFacts]:
    if not wanted.with_left:
        rows = rows.filter(in_service=True)
    for name, values in wanted.chosen.items():
        if name != but:
            rows = rows.filter(_facet_q(name, values, on))
    if subtree is not None:
        rows = rows.filter(unit__in=sorted(subtree))
    if wanted.words:
        rows = searched(rows, wanted.words, path="person__")
    if wanted.pool and but != "pool":
        members = memberships(actor=actor, on=on).filter(tier__in=wanted.pool)
        rows = rows.filter(person_id__in=members.values("person_id"))
    return rows


@dataclass(frozen=True, kw_only=True)
class Roster:
    """The answer: rows in order (not yet fetched), how many, and the facets."""

    rows: QuerySet[Person]
    total: int
    facets: list[FacetShown]


def roster(
    *, actor: Actor, wanted: RosterFilter, on: date, subtree: frozenset[int] | None = None
) -> Roster:
    """花名册 for one reader on one day. Count, list and facets come of the same narrowed facts."""

    def narrowed(but: str = "") -> QuerySet[PersonFacts]:
        return _narrowed(facts(actor=actor), wanted, actor=actor, on=on, subtree=subtree, but=but)

    counts = grouped(narrowed(), on=on)
    total = counts.pop(("", ""), 0)
    for name in wanted.chosen:
        counts = {key: n for key, n in counts.items() if key[0] != name} | {
            key: n for key, n in grouped(narrowed(name), on=on).items() if key[0] == name
        }
    return Roster(
        rows=roster_rows(actor=actor, wanted=wanted, on=on, subtree=subtree),
        total=total,
        facets=[
            *_shown(counts, wanted),
            *_pool_facet(narrowed("pool"), wanted, actor=actor, on=on),
        ],
    )


def roster_rows(
    *, actor: Actor, wanted: RosterFilter, on: date, subtree: frozenset[int] | None = None
) -> QuerySet[Person]:
    """The people themselves, in the order asked for."""
    rows = people(actor=actor).order_by(*SORTS[wanted.sort])
    if not (wanted.words or wanted.chosen or wanted.pool or subtree is not None):
        # nothing narrowed: follow the index of the order and stop after one page
        return rows if wanted.with_left else rows.filter(facts__in_service=True)
    found = _narrowed(
        PersonFacts.objects.all(), wanted, actor=actor, on=on, subtree=subtree
    ).filter(pk=OuterRef("pk"))
    return rows.filter(Exists(found))


def grouped(rows: QuerySet[PersonFacts], *, on: date) -> dict[tuple[str, str], int]:
    """Counts by (facet, value) in one pass; ``("", "")`` is the count of all rows."""
    inner = rows.order_by().values(
        "unit_kind", "level", "birth_month", "sex", "schooling_tier", "is_party", "is_minority"
    )
    try:
        sql, parameters = inner.query.sql_with_params()
    except EmptyResultSet:  # the filter alone rules everybody out; nothing need be asked
        return {("", ""): 0}
    months = month_of(on)
    bands = " ".join(
        f"WHEN birth_month > {months - (oldest + 1) * 12} THEN '{name}'"
        for name, _youngest, oldest in AGE_BANDS
    )
    statement = f"""
        SELECT unit_kind, level, band, sex, schooling_tier, is_party, is_minority, n, g FROM (
          SELECT unit_kind, level, band, sex, schooling_tier, is_party, is_minority,
                 count(*) AS n,
                 GROUPING(unit_kind, level, band, sex, schooling_tier, is_party, is_minority) AS g
          FROM (SELECT *, CASE {bands} END AS band FROM ({sql}) AS facts) AS banded
          GROUP BY GROUPING SETS
            ((unit_kind), (level), (band), (sex), (schooling_tier), (is_party), (is_minority), ())
        ) AS counted
    """  # noqa: S608 -- the inner statement and its parameters are the query compiler's own
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        answer = cursor.fetchall()
    counts: dict[tuple[str, str], int] = {}
    every = 2 ** len(FACETS) - 1
    for *values, n, mask in answer:
        if mask == every:
            counts["", ""] = n
            continue
        place = next(i for i in range(len(FACETS)) if not mask >> (len(FACETS) - 1 - i) & 1)
        counts[FACETS[place][0], _word(values[place])] = n
    return counts


def _word(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


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
    pairs = members.filter(person_id__in=rows.values("pk")).values_list("tier", flat=True)
    counts: dict[str, int] = {}
    for tier in pairs:
        counts[tier] = counts.get(tier, 0) + 1
    options = [
        Option(value=value, label=str(label), count=counts.get(value, 0), on=value in wanted.pool)
        for value, label in Tier.choices
    ]
    if not counts and not wanted.pool:
        return []
    return [FacetShown(name="pool", label=_("储备库"), kind="choice", options=options)]
