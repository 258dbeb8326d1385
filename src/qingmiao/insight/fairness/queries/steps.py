"""Who came to each step and who passed it: one select a step, counted and listed alike."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingmiao.insight.fairness.contracts import Bounds, Group, StepRow, Table, Window
from qingmiao.insight.fairness.enums import Attribute, Step
from qingmiao.insight.fairness.rules.exact import compared
from qingmiao.insight.figures.queries.statements import Statement, row_of, rows_of, wrapped
from qingmiao.orgs.enums import UnitKind
from qingmiao.people.dossiers.enums import Sex
from qingmiao.pool.enums import Channel
from qingmiao.rulebook.library import regulation
from qingmiao.selection.contests.enums import ContestKind
from qingmiao.selection.nominations.enums import Route

# Columns of each: person_id, unit_id, day, passed, origin. A person counts once for each record.
_LEADS: Final = """
SELECT l.person_id, l.unit_id, l.found_on AS day, l.state = 'merged' AS passed, 'visit' AS origin
FROM visits_lead l
WHERE l.voided_at IS NULL AND l.found_on BETWEEN %(since)s AND %(until)s
"""
_NOMINATIONS: Final = """
SELECT n.person_id, n.unit_id, n.submitted_on AS day, n.state = 'accepted' AS passed,
       n.route AS origin
FROM nominations_nomination n
WHERE n.voided_at IS NULL AND n.state IN ('submitted', 'returned', 'accepted')
  AND n.submitted_on BETWEEN %(since)s AND %(until)s
"""
_CONTESTS: Final = """
SELECT e.person_id, e.unit_id, c.result_on AS day, e.is_shortlisted AS passed, c.kind AS origin
FROM contests_entry e
JOIN contests_contest c ON c.id = e.contest_id AND c.voided_at IS NULL
WHERE e.voided_at IS NULL AND e.state NOT IN ('withdrawn', 'failed')
  AND c.result_on BETWEEN %(since)s AND %(until)s
"""
_RESERVE: Final = """
SELECT n.person_id, n.unit_id, n.submitted_on AS day,
       EXISTS (SELECT 1 FROM pool_membership m
                WHERE m.person_id = n.person_id AND m.voided_at IS NULL
                  AND m.state NOT IN ('proposed', 'deliberated')
                  AND m.entered_on BETWEEN n.submitted_on AND %(until)s) AS passed,
       n.route AS origin
FROM nominations_nomination n
WHERE n.voided_at IS NULL AND n.state = 'accepted'
  AND n.submitted_on BETWEEN %(since)s AND %(until)s
"""
# By which channel a member came to notice first; who came to the reserve in the window.
_MEMBERS: Final = """
SELECT m.person_id, p.unit_id, m.entered_on AS day, {passed} AS passed,
       COALESCE((SELECT s.channel FROM pool_membershipsource s
                  WHERE s.membership_id = m.id AND s.voided_at IS NULL
                  ORDER BY s.happened_on, s.id LIMIT 1), '') AS origin
FROM pool_membership m
JOIN dossiers_person p ON p.id = m.person_id
WHERE m.voided_at IS NULL AND m.state NOT IN ('proposed', 'deliberated')
  AND m.entered_on BETWEEN %(since)s AND %(until)s
"""
_POSTED: Final = """EXISTS (SELECT 1 FROM postings_posting t
  WHERE t.person_id = m.person_id AND t.voided_at IS NULL
    AND t.state IN ('running', 'extended', 'returned', 'recalled')
    AND t.begins BETWEEN m.entered_on AND %(until)s)"""
_APPOINTED: Final = """EXISTS (SELECT 1 FROM cases_appointment a
  LEFT JOIN cases_case k ON k.id = a.case_id
  WHERE a.person_id = m.person_id AND a.voided_at IS NULL AND k.voided_at IS NULL
    AND COALESCE(k.state, '') <> 'terminated' AND a.kind IN ('promotion', 'further_use')
    AND a.decided_on BETWEEN m.entered_on AND %(until)s)"""
_PROBATIONS: Final = """
SELECT a.person_id, a.from_unit_id AS unit_id, t.planned_end AS day,
       t.state = 'confirmed' AS passed, 'appointment' AS origin
FROM probation_probation t
JOIN cases_appointment a ON a.id = t.appointment_id AND a.voided_at IS NULL
WHERE t.voided_at IS NULL AND t.planned_end BETWEEN %(since)s AND %(until)s
"""
_STEPS: Final[dict[Step, str]] = {
    Step.LEAD: _LEADS,
    Step.NOMINATION: _NOMINATIONS,
    Step.CONTEST: _CONTESTS,
    Step.RESERVE: _RESERVE,
    Step.POSTING: _MEMBERS.replace("{passed}", _POSTED),
    Step.APPOINTMENT: _MEMBERS.replace("{passed}", _APPOINTED),
    Step.PROBATION: _PROBATIONS,
}
_AGE: Final = """CASE WHEN p.birth IS NULL THEN ''
  ELSE CASE WHEN {age} <= 30 THEN '1' WHEN {age} <= 35 THEN '2' WHEN {age} <= 40 THEN '3'
            ELSE '4' END END""".replace(
    "{age}",
    "(date_part('year', r.day) - date_part('year', p.birth)"
    " - (date_part('month', r.day) < date_part('month', p.birth))::int)",
)
_CODES: Final[dict[Attribute, str]] = {
    Attribute.UNIT: "COALESCE(r.unit_id::text, '')",
    Attribute.KIND: "COALESCE(u.kind, '')",
    Attribute.SEX: "COALESCE(p.sex, '')",
    Attribute.AGE: _AGE,
    Attribute.ORIGIN: "r.origin",
}
_VISIBLE: Final = """
SELECT r.*, {code} AS code, COALESCE(p.name, '') AS person,
       COALESCE(u.short_name, '') AS unit, COALESCE(u.sort_no, 0) AS sort_no
FROM {rows} r
LEFT JOIN dossiers_person p ON p.id = r.person_id
LEFT JOIN orgs_unit u ON u.id = r.unit_id
WHERE r.person_id IS NULL OR NOT r.person_id = ANY(%(hidden)s::bigint[])
"""
_GROUPS: Final = """
SELECT v.code, max(v.unit) AS unit, count(*) AS came, count(*) FILTER (WHERE v.passed) AS passed
FROM {rows} v GROUP BY v.code ORDER BY min(v.sort_no), v.code
"""
_TOTAL: Final = """
SELECT count(*) AS came, count(*) FILTER (WHERE v.passed) AS passed FROM {rows} v
"""
_MATCHING: Final = """
SELECT count(*) AS total FROM {rows} v
WHERE (%(code)s::text IS NULL OR v.code = %(code)s) AND (NOT %(passed)s OR v.passed)
"""
_LIST: Final = """
SELECT v.person_id, v.person, v.unit_id, v.unit, v.day, v.passed, v.code FROM {rows} v
WHERE (%(code)s::text IS NULL OR v.code = %(code)s) AND (NOT %(passed)s OR v.passed)
ORDER BY v.sort_no, v.unit, v.day DESC, v.person_id LIMIT %(most)s OFFSET %(skip)s
"""
AGE_BANDS: Final = {
    "": gettext_lazy("出生年月不详"),
    "1": gettext_lazy("30岁及以下"),
    "2": gettext_lazy("31至35岁"),
    "3": gettext_lazy("36至40岁"),
    "4": gettext_lazy("41岁及以上"),
}
_WORDS: Final[dict[Attribute, dict[str, Any]]] = {
    Attribute.KIND: dict(UnitKind.choices),
    Attribute.SEX: dict(Sex.choices),
    Attribute.AGE: AGE_BANDS,
    Attribute.ORIGIN: {
        **dict(Channel.choices),
        **dict(Route.choices),
        **dict(ContestKind.choices),
        "visit": gettext_lazy("日常调研"),
        "appointment": gettext_lazy("任用"),
    },
}
EVERY_ROW: Final = 1_000_000


def bounds_on(window: Window) -> Bounds:
    """What may be said, as the habits of counting stand on the last day of the window."""
    articles = regulation("fairness/bounds").on(window.until)
    return Bounds(
        fewest=articles["fewest"].value,
        level=articles["level"].value,
        confidence=articles["confidence"].value,
    )


def _statement(
    step: Step, attribute: Attribute, window: Window, hidden: frozenset[int]
) -> Statement:
    rows = Statement(sql=_STEPS[step], values={"since": window.since, "until": window.until})
    return wrapped(_VISIBLE.replace("{code}", _CODES[attribute]), rows, {"hidden": sorted(hidden)})


def label_of(attribute: Attribute, code: str, unit: str = "") -> str:
    if attribute is Attribute.UNIT:
        return unit or _("单位不详")
    return str(_WORDS[attribute].get(code, _("未填")))


def totals(*, window: Window, hidden: frozenset[int]) -> dict[Step, tuple[int, int]]:
    """How many came to each step and how many passed, as the reader may know."""
    found = {}
    for step in Step:
        row = row_of(wrapped(_TOTAL, _statement(step, Attribute.SEX, window, hidden), {}))
        found[step] = (int(row["came"]), int(row["passed"]))
    return found


def table(*, step: Step, attribute: Attribute, window: Window, hidden: frozenset[int]) -> Table:
    """The groups of a step beside each other, with what may be said of each."""
    statement = wrapped(_GROUPS, _statement(step, attribute, window, hidden), {})
    groups = [
        Group(
            code=row["code"],
            label=label_of(attribute, row["code"], row["unit"]),
            came=int(row["came"]),
            passed=int(row["passed"]),
        )
        for row in rows_of(statement)
    ]
    return Table(
        came=sum(group.came for group in groups),
        passed=sum(group.passed for group in groups),
        lines=compared(groups, bounds=bounds_on(window)),
    )


def number_of_rows(
    *,
    step: Step,
    attribute: Attribute,
    window: Window,
    hidden: frozenset[int],
    code: str | None,
    passed: bool,
) -> int:
    statement = _statement(step, attribute, window, hidden)
    return int(row_of(wrapped(_MATCHING, statement, {"code": code, "passed": passed}))["total"])


def rows(
    *,
    step: Step,
    attribute: Attribute,
    window: Window,
    hidden: frozenset[int],
    code: str | None,
    passed: bool,
    skip: int = 0,
    most: int = EVERY_ROW,
) -> list[StepRow]:
    """The people behind a number: everybody of the group, or only those who passed."""
    narrowing = {"code": code, "passed": passed, "skip": skip, "most": most}
    statement = wrapped(_LIST, _statement(step, attribute, window, hidden), narrowing)
    return [
        StepRow(
            person_id=row["person_id"],
            person=row["person"],
            unit_id=row["unit_id"],
            unit=row["unit"],
            day=row["day"],
            passed=row["passed"],
            group=label_of(attribute, row["code"], row["unit"]),
        )
        for row in rows_of(statement)
    ]
