"""管: the stock of talent flats and how much of it is lived in (F24, F25)."""

from datetime import timedelta
from typing import Final

from qingmiao.insight.figures.queries.ask import Ask, Asked
from qingmiao.insight.figures.queries.statements import Statement, weave
from qingmiao.stewardship.apartments.queries import flat_facts, lease_facts

_YEAR: Final = timedelta(days=365)

_STOCK: Final = """
SELECT 'flat:' || f.record_id AS key, NULL::bigint AS person_id, NULL::bigint AS unit_id,
       f.record_id, f.building || ' ' || f.room_no AS label, f.begins AS day
FROM {flats} f WHERE f.ends IS NULL OR f.ends > %(on)s
"""
_OCCUPIED: Final = """
SELECT DISTINCT ON (f.record_id)
       'flat:' || f.record_id AS key, l.person_id, NULL::bigint AS unit_id,
       l.record_id, f.building || ' ' || f.room_no || ' ' || l.tenant AS label, l.begins AS day
FROM {flats} f
JOIN {leases} l ON l.flat_id = f.record_id AND (l.ends IS NULL OR l.ends > %(on)s)
WHERE f.ends IS NULL OR f.ends > %(on)s
ORDER BY f.record_id, l.begins DESC
"""
# Both sides in days of single flats over the year that ends with the day, the day included.
_UNIT_DAYS: Final = """
SELECT
  (SELECT COALESCE(sum(LEAST(COALESCE(f.ends, %(after)s), %(after)s)
                       - GREATEST(f.begins, %(from)s)), 0)
   FROM {flats} f WHERE COALESCE(f.ends, %(after)s) > %(from)s) AS available,
  (SELECT COALESCE(sum(GREATEST(
            LEAST(COALESCE(l.ends, %(after)s), COALESCE(f.ends, %(after)s), %(after)s)
            - GREATEST(l.begins, f.begins, %(from)s), 0)), 0)
   FROM {flats} f JOIN {leases} l ON l.flat_id = f.record_id
   WHERE COALESCE(l.ends, %(after)s) > %(from)s) AS occupied
"""


def stock(ask: Ask) -> Statement:
    return weave(_STOCK, selects={"flats": flat_facts(on=ask.on)}, values={"on": ask.on})


def occupied(ask: Ask) -> Statement:
    return weave(
        _OCCUPIED,
        selects={"flats": flat_facts(on=ask.on), "leases": lease_facts(on=ask.on)},
        values={"on": ask.on},
    )


def unit_days(ask: Ask) -> Statement:
    after = ask.on + timedelta(days=1)
    return weave(
        _UNIT_DAYS,
        selects={"flats": flat_facts(on=ask.on), "leases": lease_facts(on=ask.on)},
        values={"after": after, "from": after - _YEAR},
    )


STATEMENTS: Final[dict[str, Asked]] = {"F24": stock, "F25": occupied}
