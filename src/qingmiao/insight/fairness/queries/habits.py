"""Whom units name (推荐习惯): of their young cadres, those with a trait beside those without."""

from typing import Final

from qingmiao.insight.fairness.contracts import Group, HabitLine, Pair, Window, YoungCadre
from qingmiao.insight.fairness.enums import Habit
from qingmiao.insight.fairness.queries.steps import bounds_on
from qingmiao.insight.fairness.rules.exact import told
from qingmiao.insight.figures.queries.statements import Statement, rows_of, wrapped
from qingmiao.kernel.periods import born_since
from qingmiao.orgs.enums import UnitKind
from qingmiao.people.dossiers.enums import Sex, Standing
from qingmiao.rulebook.library import regulation

_YOUNG: Final = """
SELECT p.id AS person_id, p.name AS person, p.unit_id, p.post_text AS post, u.kind,
       u.short_name AS unit, u.sort_no, {code} AS code, {trait} AS has_trait,
       EXISTS (SELECT 1 FROM nominations_nomination n
                WHERE n.person_id = p.id AND n.voided_at IS NULL AND n.route = 'organization'
                  AND n.state IN ('submitted', 'returned', 'accepted')
                  AND n.submitted_on BETWEEN %(since)s AND %(until)s) AS is_named
FROM dossiers_person p
JOIN orgs_unit u ON u.id = p.unit_id
WHERE p.standing = %(serving)s AND p.birth >= %(born_since)s
  AND NOT p.id = ANY(%(hidden)s::bigint[])
"""
_LINES: Final = """
SELECT y.code, max(y.kind) AS kind, max(y.unit) AS unit,
       count(*) FILTER (WHERE y.has_trait) AS with_trait,
       count(*) FILTER (WHERE y.has_trait AND y.is_named) AS with_trait_named,
       count(*) FILTER (WHERE NOT y.has_trait) AS without,
       count(*) FILTER (WHERE NOT y.has_trait AND y.is_named) AS without_named
FROM {rows} y GROUP BY y.code ORDER BY min(y.sort_no), y.code
"""
_PEOPLE: Final = """
SELECT y.person_id, y.person, y.unit, y.post, y.has_trait, y.is_named FROM {rows} y
WHERE y.code = %(wanted)s AND (%(trait)s::boolean IS NULL OR y.has_trait = %(trait)s)
  AND (NOT %(named)s OR y.is_named)
ORDER BY y.sort_no, y.unit, y.is_named DESC, y.person_id
"""
_TRAITS: Final[dict[Habit, str]] = {
    Habit.OFFICE: "p.post_text ~ %(office)s",
    Habit.WOMEN: "p.sex = %(woman)s",
}


def habits(
    *, habit: Habit, by_kind: bool, window: Window, hidden: frozenset[int]
) -> list[HabitLine]:
    """Units, or kinds of unit, in their order; each compared within itself.

    Posts are those of today: whom a unit could have named is not kept for every day.
    """
    found = rows_of(wrapped(_LINES, _young(habit, by_kind, window, hidden), {}))
    kinds = dict(UnitKind.choices)
    pairs = [
        Pair(
            group=Group(
                code=row["code"],
                label=str(kinds[row["kind"]]) if by_kind else row["unit"],
                came=row["with_trait"],
                passed=row["with_trait_named"],
            ),
            others_came=row["without"],
            others_passed=row["without_named"],
        )
        for row in found
    ]
    return [
        HabitLine(pair=pair, comparison=comparison)
        for pair, comparison in zip(pairs, told(pairs, bounds=bounds_on(window)), strict=True)
    ]


def young_cadres(
    *,
    habit: Habit,
    by_kind: bool,
    window: Window,
    hidden: frozenset[int],
    code: str,
    trait: bool | None,
    named: bool,
) -> list[YoungCadre]:
    """The people behind a number of a line: with the trait, without it, or both; all or the named."""
    narrowing = {"wanted": code, "trait": trait, "named": named}
    found = rows_of(wrapped(_PEOPLE, _young(habit, by_kind, window, hidden), narrowing))
    return [YoungCadre(**row) for row in found]


def _young(habit: Habit, by_kind: bool, window: Window, hidden: frozenset[int]) -> Statement:
    articles = regulation("fairness/bounds").on(window.until)
    code = "u.kind" if by_kind else "p.unit_id::text"
    return Statement(
        sql=_YOUNG.replace("{trait}", _TRAITS[habit]).replace("{code}", code),
        values={
            "since": window.since,
            "until": window.until,
            "serving": Standing.IN_SERVICE,
            "born_since": born_since(age=articles["young_until"].value, on=window.until),
            "hidden": sorted(hidden),
            "office": "|".join(articles["office_words"].value),
            "woman": Sex.FEMALE,
        },
    )
