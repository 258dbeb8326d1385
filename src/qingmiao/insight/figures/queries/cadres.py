"""Managed cadres as of a day: their level, and the posts they held. The ground of several figures."""

from typing import Any, Final

from qingmiao.insight.figures.queries.ask import Ask

# The present columns of a dossier are true since their own day; before it the dated spells speak.
# OFFSET 0 keeps each lateral answer from being worked out once for every time it is mentioned.
CADRES: Final = """
SELECT d.id AS person_id, d.birth, d.unit_id, l.level_on,
       CASE WHEN l.level_on <= '142' OR NOT %(rank_counts)s THEN l.level_on
            WHEN r.rank_on = ANY(%(ranks_above)s) THEN '132'
            WHEN r.rank_on = ANY(%(ranks_chief)s) THEN '141'
            WHEN r.rank_on = ANY(%(ranks_deputy)s) THEN '142'
            ELSE l.level_on END AS layer
FROM dossiers_person d
CROSS JOIN LATERAL (
  SELECT COALESCE(
    CASE WHEN d.level_since <= %(on)s THEN d.level END,
    (SELECT min(s.level) FROM dossiers_levelspell s
      WHERE s.person_id = d.id AND s.series = '0'
        AND s.begins <= %(on)s AND (s.ends IS NULL OR s.ends > %(on)s)),
    CASE WHEN d.level_since IS NULL THEN d.level END,
    '199') AS level_on
  OFFSET 0) l
CROSS JOIN LATERAL (
  SELECT CASE WHEN l.level_on > '142' THEN COALESCE(
    CASE WHEN d.rank_since <= %(on)s THEN d.rank END,
    (SELECT max(s.rank) FROM dossiers_levelspell s
      WHERE s.person_id = d.id AND s.series = '1'
        AND s.begins <= %(on)s AND (s.ends IS NULL OR s.ends > %(on)s)),
    CASE WHEN d.rank_since IS NULL THEN d.rank END) END AS rank_on
  OFFSET 0) r
WHERE d.managed_from <= %(on)s
  AND (d.managed_until > %(on)s OR (d.managed_until IS NULL AND d.standing = 'in_service'))
"""

POSTS_HELD: Final = """
SELECT s.person_id, s.post_id, s.begins AS since FROM dossiers_spell s
WHERE s.post_id IS NOT NULL AND s.kind = 'work'
  AND s.begins <= %(on)s AND (s.ends IS NULL OR s.ends > %(on)s)
UNION ALL
SELECT d.id, d.post_id, d.post_since FROM dossiers_person d
WHERE d.post_id IS NOT NULL AND (d.post_since IS NULL OR d.post_since <= %(on)s)
"""


def cadre_values(ask: Ask) -> dict[str, Any]:
    return {
        "on": ask.on,
        "rank_counts": ask.reading("rank_only") == "counted",
        "ranks_above": list(ask.reading("ranks_above")),
        "ranks_chief": list(ask.reading("ranks_as_section_chief")),
        "ranks_deputy": list(ask.reading("ranks_as_section_deputy")),
    }
