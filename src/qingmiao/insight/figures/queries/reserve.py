"""选: the reserve pool (F09, F10, and its total)."""

from typing import Final

from qingmiao.insight.figures.queries.ask import Ask, Asked
from qingmiao.insight.figures.queries.cadres import CADRES, cadre_values
from qingmiao.insight.figures.queries.statements import Statement, weave
from qingmiao.kernel.periods import born_since
from qingmiao.pool.enums import IN_POOL

# Which state a membership was in on the day: the last change by then; the present one without any.
_MEMBERS: Final = """
SELECT DISTINCT ON (c.person_id)
       'person:' || c.person_id AS key, c.person_id, c.unit_id, m.id AS record_id,
       m.tier AS label, m.entered_on AS day
FROM pool_membership m
JOIN ({cadres}) c ON c.person_id = m.person_id
WHERE m.voided_at IS NULL AND m.entered_on <= %(on)s
  AND (m.left_on IS NULL OR m.left_on > %(on)s)
  AND COALESCE(
        (SELECT s.state FROM pool_statechange s
          WHERE s.membership_id = m.id AND s.begins <= %(on)s
          ORDER BY s.begins DESC, s.id DESC LIMIT 1),
        m.state) = ANY(%(in_pool)s)
  AND {which}
ORDER BY c.person_id, m.entered_on DESC
"""
_ANYBODY: Final = "TRUE"
_LEADING: Final = "c.layer <= '142' AND c.birth >= %(born_since)s"
_BELOW: Final = "c.layer > '142' AND (NOT %(limited)s OR c.birth >= %(born_since)s)"


def _members(ask: Ask, which: str) -> Statement:
    limit = ask.reading("age_limit")
    oldest = limit if ask.reading("age_limit_edge") == "inclusive" else limit - 1
    return weave(
        _MEMBERS.replace("{which}", which).replace("{cadres}", CADRES),
        selects={},
        values={
            **cadre_values(ask),
            "born_since": born_since(age=oldest, on=ask.on),
            "limited": ask.reading("age_limit_below") == "applies",
            "in_pool": [str(state) for state in IN_POOL],
        },
    )


STATEMENTS: Final[dict[str, Asked]] = {
    "F09": lambda ask: _members(ask, _LEADING),
    "F10": lambda ask: _members(ask, _BELOW),
    "P01": lambda ask: _members(ask, _ANYBODY),
}
