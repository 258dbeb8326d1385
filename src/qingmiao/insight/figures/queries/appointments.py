"""用: who was promoted or used further, and where each was found (F26 to F30)."""

from functools import partial
from typing import Any, Final

from qingmiao.appointment.cases.queries import appointment_facts
from qingmiao.insight.figures.queries.ask import Ask, Asked
from qingmiao.insight.figures.queries.statements import Statement, weave
from qingmiao.orgs.enums import GRASSROOTS, CodeList
from qingmiao.placement.postings.enums import SchemeGroup
from qingmiao.placement.postings.queries import posting_facts
from qingmiao.selection.contests.enums import ContestKind
from qingmiao.selection.contests.queries import shortlist_facts

# What the unit before the move was on the day of the decision: units change their kind.
_FROM_GRASSROOTS: Final = """
EXISTS (
  SELECT 1 FROM orgs_unit u
  LEFT JOIN orgs_unitversion v ON v.unit_id = u.id AND v.begins <= a.decided_on
       AND (v.ends IS NULL OR v.ends > a.decided_on)
  WHERE u.id = a.from_unit_id AND COALESCE(v.kind, u.kind) = ANY(%(grassroots)s))
"""
_FROM_FRONTLINE: Final = """
EXISTS (
  SELECT 1 FROM orgs_codeentry e
  WHERE e.id = a.frontline_id AND e.code_list = %(frontline_list)s AND e.code = ANY(%(frontlines)s))
"""
_BORN_85: Final = """
SELECT DISTINCT ON (a.person_id)
       'person:' || a.person_id AS key, a.person_id, a.from_unit_id AS unit_id, a.record_id,
       {label} AS label, a.decided_on AS day
FROM {appointments} a
JOIN dossiers_person d ON d.id = a.person_id AND d.birth >= %(born_since)s
WHERE a.kind IN ('promotion', 'further_use') AND a.decided_on >= %(since)s AND {which}
ORDER BY a.person_id, a.decided_on, a.record_id
"""
_AFTER_POSTING: Final = """
SELECT DISTINCT ON (a.person_id)
       'person:' || a.person_id AS key, a.person_id, a.from_unit_id AS unit_id, a.record_id,
       f.label || ' → ' || a.to_title AS label, a.decided_on AS day
FROM {facts} f
JOIN {appointments} a ON a.person_id = f.person_id AND a.decided_on > f.{begins}
WHERE a.kind = ANY(%(kinds)s) AND a.decided_on >= %(since)s AND f.{group} = %(wanted)s
ORDER BY a.person_id, a.decided_on, a.record_id
"""
_SHORTLIST: Final = """
SELECT DISTINCT ON (f.person_id)
       'person:' || f.person_id AS key, f.person_id, f.unit_id, f.record_id, f.label,
       f.result_on AS day
FROM {facts} f WHERE f.kind = %(wanted)s AND f.result_on >= %(since)s
ORDER BY f.person_id, f.result_on, f.record_id
"""


def _born_85(ask: Ask, *, which: str, label: str) -> Statement:
    return weave(
        _BORN_85.replace("{which}", which).replace("{label}", label),
        selects={"appointments": appointment_facts(on=ask.on)},
        values={
            "born_since": ask.reading("born_since_85"),
            "since": ask.window_begins,
            "grassroots": [str(kind) for kind in GRASSROOTS],
            "frontline_list": str(CodeList.FRONTLINES),
            "frontlines": list(ask.reading("frontlines")),
        },
    )


def _used_after(ask: Ask, *, group: str) -> Statement:
    template = _AFTER_POSTING.replace("{begins}", "begins").replace("{group}", "scheme_group")
    selects = {
        "facts": posting_facts(on=ask.on),
        "appointments": appointment_facts(on=ask.on),
    }
    return weave(template, selects=selects, values=_use_values(ask, group))


def _used_after_contest(ask: Ask) -> Statement:
    template = _AFTER_POSTING.replace("{begins}", "result_on").replace("{group}", "kind")
    selects = {
        "facts": shortlist_facts(on=ask.on),
        "appointments": appointment_facts(on=ask.on),
    }
    return weave(template, selects=selects, values=_use_values(ask, ContestKind.RESERVES))


def _shortlist(ask: Ask) -> Statement:
    return weave(
        _SHORTLIST,
        selects={"facts": shortlist_facts(on=ask.on)},
        values={"wanted": str(ContestKind.RESERVES), "since": ask.counted_since},
    )


def _use_values(ask: Ask, wanted: str) -> dict[str, Any]:
    return {"kinds": ask.kinds_of_use, "since": ask.counted_since, "wanted": str(wanted)}


STATEMENTS: Final[dict[str, Asked]] = {
    "F26": partial(_born_85, which=_FROM_GRASSROOTS, label="a.to_title"),
    "F27": partial(
        _born_85, which=_FROM_FRONTLINE, label="a.frontline_name || ' → ' || a.to_title"
    ),
    "F28": partial(_used_after, group=SchemeGroup.PROJECT_SPECIALIST),
    "F29": partial(_used_after, group=SchemeGroup.THREE_SPECIALISTS),
    "F30": _used_after_contest,
    "P03": _shortlist,
}
