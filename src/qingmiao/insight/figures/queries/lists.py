"""Fixed structures (F01 to F06) and the district's code lists (F07, F08, F23)."""

from functools import partial
from typing import Final

from qingmiao.insight.figures.queries.ask import Ask, Asked
from qingmiao.insight.figures.queries.statements import Statement, weave
from qingmiao.insight.figures.rules.said import SAID
from qingmiao.orgs.enums import CodeList

# What the house itself is built of. A structure changes with the house, not with a record.
STRUCTURES: Final = {code: said.parts for code, said in SAID.items() if said.parts}
CODE_LISTS: Final = {
    "F07": (CodeList.FOUR_CATEGORIES,),
    "F08": (CodeList.THREE_SPECIALISTS,),
    "F23": (CodeList.SIX_PROJECTS, CodeList.EIGHT_PHENOMENA, CodeList.EIGHT_PROHIBITIONS),
}

_STRUCTURE: Final = """
SELECT 'part:' || t.position AS key, NULL::bigint AS person_id, NULL::bigint AS unit_id,
       t.position AS record_id, t.label, NULL::date AS day
FROM unnest(%(labels)s::text[]) WITH ORDINALITY AS t(label, position) ORDER BY t.position
"""
_ENTRIES: Final = """
SELECT e.code_list || ':' || e.code AS key, NULL::bigint AS person_id, NULL::bigint AS unit_id,
       e.id AS record_id, e.label, e.begins AS day
FROM orgs_codeentry e
WHERE e.code_list = ANY(%(lists)s) AND e.begins <= %(on)s AND (e.ends IS NULL OR e.ends > %(on)s)
ORDER BY array_position(%(lists)s, e.code_list::text), e.sort_no, e.code
"""
_SIZES: Final = """
SELECT l.code_list, count(e.id) AS size
FROM unnest(%(lists)s::text[]) WITH ORDINALITY AS l(code_list, position)
LEFT JOIN orgs_codeentry e ON e.code_list = l.code_list AND e.begins <= %(on)s
     AND (e.ends IS NULL OR e.ends > %(on)s)
GROUP BY l.code_list, l.position ORDER BY l.position
"""


def _structure(_: Ask, *, code: str) -> Statement:
    return weave(_STRUCTURE, selects={}, values={"labels": list(STRUCTURES[code])})


def _entries(ask: Ask, *, code: str) -> Statement:
    return weave(_ENTRIES, selects={}, values=_lists(ask, code))


def sizes(ask: Ask, *, code: str) -> Statement:
    """How long each of the code lists is, in the order in which the speech names them."""
    return weave(_SIZES, selects={}, values=_lists(ask, code))


def _lists(ask: Ask, code: str) -> dict[str, object]:
    return {"lists": [str(code_list) for code_list in CODE_LISTS[code]], "on": ask.on}


STATEMENTS: Final[dict[str, Asked]] = {
    **{code: partial(_structure, code=code) for code in STRUCTURES},
    **{code: partial(_entries, code=code) for code in CODE_LISTS},
}
