"""炼: who was posted under which scheme (F15 to F22), and the total of the three specialists."""

from functools import partial
from typing import Any, Final

from qingmiao.insight.figures.queries.ask import Ask, Asked
from qingmiao.insight.figures.queries.statements import Statement, weave
from qingmiao.placement.blocks.queries import duty_facts
from qingmiao.placement.postings.enums import SchemeGroup
from qingmiao.placement.postings.queries import posting_facts

_POSTED: Final = """
SELECT DISTINCT ON (f.person_id)
       'person:' || f.person_id AS key, f.person_id, f.unit_id, f.record_id,
       f.label || ' ' || f.place AS label, f.begins AS day
FROM {facts} f
WHERE f.begins >= %(since)s
  AND (f.scheme_group = %(group)s OR f.scheme_code = %(code)s)
ORDER BY f.person_id, f.begins, f.record_id
"""
_ON_DUTY: Final = """
SELECT DISTINCT ON (f.person_id)
       'person:' || f.person_id AS key, f.person_id, NULL::bigint AS unit_id, f.record_id,
       f.label, f.begins AS day
FROM {facts} f
WHERE f.begins >= %(since)s
ORDER BY f.person_id, f.begins, f.record_id
"""


def _posted(ask: Ask, *, figure: str = "", group: str = "") -> Statement:
    values: dict[str, Any] = {
        "since": ask.counted_since,
        "group": str(group),
        "code": ask.schemes.get(figure, ""),
    }
    return weave(_POSTED, selects={"facts": posting_facts(on=ask.on)}, values=values)


def _on_duty(ask: Ask) -> Statement:
    return weave(
        _ON_DUTY,
        selects={"facts": duty_facts(on=ask.on)},
        values={"since": ask.counted_since},
    )


STATEMENTS: Final[dict[str, Asked]] = {
    "F15": partial(_posted, group=SchemeGroup.PROJECT_SPECIALIST),
    **{code: partial(_posted, figure=code) for code in ("F16", "F17", "F18", "F20", "F21", "F22")},
    "F19": _on_duty,
    "P02": partial(_posted, group=SchemeGroup.THREE_SPECIALISTS),
}
