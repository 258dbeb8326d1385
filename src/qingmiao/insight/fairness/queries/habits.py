"""Whom units name (推荐习惯): of their young cadres, those with a trait beside those without."""

from typing import Final

from qingmiao.insight.fairness.contracts import Group, HabitLine, Pair, Window
from qingmiao.insight.fairness.enums import Habit
from qingmiao.insight.fairness.queries.steps import bounds_on
from qingmiao.insight.fairness.rules.exact import told
from qingmiao.insight.figures.queries.statements import Statement, rows_of
from qingmiao.kernel.periods import born_since
from qingmiao.orgs.enums import UnitKind
from qingmiao.people.dossiers.enums import Sex, Standing
from qingmiao.rulebook.library import regulation

_YOUNG: Final = """
WITH named AS (
  SELECT DISTINCT n.person_id FROM nominations_nomination n
  WHERE n.voided_at IS NULL AND n.route = 'organization'
    AND n.state IN ('submitted', 'returned', 'accepted')
    AND n.submitted_on BETWEEN %(since)s AND %(until)s
), young AS (
  SELECT p.id, p.unit_id, u.kind, u.short_name, u.sort_no, {trait} AS has_trait,
         named.person_id IS NOT NULL AS is_named
  FROM dossiers_person p
  JOIN orgs_unit u ON u.id = p.unit_id
  LEFT JOIN named ON named.person_id = p.id
  WHERE p.standing = %(serving)s AND p.birth >= %(born_since)s
    AND NOT p.id = ANY(%(hidden)s::bigint[])
)
SELECT {code} AS code, {label} AS label,
       count(*) FILTER (WHERE has_trait) AS with_trait,
       count(*) FILTER (WHERE has_trait AND is_named) AS with_trait_named,
       count(*) FILTER (WHERE NOT has_trait) AS without,
       count(*) FILTER (WHERE NOT has_trait AND is_named) AS without_named
FROM young GROUP BY {code} ORDER BY min(sort_no), {code}
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
    articles = regulation("fairness/bounds").on(window.until)
    sql = _YOUNG.replace("{trait}", _TRAITS[habit])
    sql = sql.replace("{code}", "kind" if by_kind else "unit_id::text")
    sql = sql.replace("{label}", "kind" if by_kind else "max(short_name)")
    statement = Statement(
        sql=sql,
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
    kinds = dict(UnitKind.choices)
    found = [
        row | {"label": str(kinds[row["label"]]) if by_kind else row["label"]}
        for row in rows_of(statement)
    ]
    pairs = [
        Pair(
            group=Group(
                code=row["code"],
                label=row["label"],
                came=row["with_trait"],
                passed=row["with_trait_named"],
            ),
            others_came=row["without"],
            others_passed=row["without_named"],
        )
        for row in found
    ]
    return [
        HabitLine(
            **row, named=row["with_trait_named"] + row["without_named"], comparison=comparison
        )
        for row, comparison in zip(found, told(pairs, bounds=bounds_on(window)), strict=True)
    ]
