"""用: cadres born in the nineties and what they have become (F31 to F33)."""

from functools import partial
from typing import Final

from qingmiao.insight.figures.queries.ask import Ask, Asked
from qingmiao.insight.figures.queries.cadres import CADRES, POSTS_HELD, cadre_values
from qingmiao.insight.figures.queries.statements import Statement, weave
from qingmiao.orgs.enums import DEPARTMENTS, GRASSROOTS, UnitKind

_NINETIES: Final = """
SELECT 'person:' || c.person_id AS key, c.person_id, c.unit_id, c.person_id AS record_id,
       c.layer AS label, c.birth AS day
FROM ({cadres}) c
WHERE c.birth >= %(born_since)s AND {universe} AND {which}
"""
_ANYBODY: Final = "TRUE"
_UNIVERSES: Final = {
    "leading": "c.level_on <= '142'",
    "leading_or_rank": "c.layer <= '142'",
    "managed": "TRUE",
}
_SECTION_CHIEF: Final = "c.level_on = '141'"
_PRINCIPAL: Final = """
EXISTS (
  SELECT 1 FROM ({posts}) h
  JOIN orgs_post o ON o.id = h.post_id AND o.principal <> 'none'
  JOIN orgs_unit u ON u.id = o.unit_id
  LEFT JOIN orgs_unitversion v ON v.unit_id = u.id AND v.begins <= %(on)s
       AND (v.ends IS NULL OR v.ends > %(on)s)
  WHERE h.person_id = c.person_id AND COALESCE(v.kind, u.kind) = ANY(%(kinds)s))
"""


def _nineties(ask: Ask, *, which: str) -> Statement:
    kinds = [*GRASSROOTS, *DEPARTMENTS]
    if ask.reading("principal_units") == "organs_and_mass":
        kinds.append(UnitKind.MASS)
    return weave(
        _NINETIES.replace("{which}", which)
        .replace("{universe}", _UNIVERSES[ask.reading("ninety_universe")])
        .replace("{cadres}", CADRES)
        .replace("{posts}", POSTS_HELD),
        selects={},
        values={
            **cadre_values(ask),
            "born_since": ask.reading("born_since_90"),
            "rank_counts": True,  # whether ranks count at all is said by the universe
            "kinds": [str(kind) for kind in kinds],
        },
    )


STATEMENTS: Final[dict[str, Asked]] = {
    "F31": partial(_nineties, which=_ANYBODY),
    "F32": partial(_nineties, which=_SECTION_CHIEF),
    "F33": partial(_nineties, which=_PRINCIPAL),
}
