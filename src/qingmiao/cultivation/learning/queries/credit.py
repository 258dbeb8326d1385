"""The count of hours in SQL, for lists over a whole district; ``rules.hours.credited`` tells it one by one.

Both say the same of everybody, which a test asks of invented attendances.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField
from django.db.models.expressions import RawSQL

HOURS: Any = DecimalField(max_digits=8, decimal_places=1)

_SPAN = """
  CASE WHEN p.kind <> 'online' AND s.finishes > s.starts THEN int4range(
    (extract(hour FROM s.starts) * 60 + extract(minute FROM s.starts))::int,
    (extract(hour FROM s.finishes) * 60 + extract(minute FROM s.finishes))::int
  ) END"""

_TAKEN = """
  SELECT a.person_id, s.held_on AS day, a.hours, p.kind = 'online' AS flexible,
    {span} AS span, c.title AS around, s.title, a.id
  FROM courses_attendance a
  JOIN courses_session s ON s.id = a.session_id
  JOIN courses_trainingclass c ON c.id = s.training_class_id
  JOIN courses_programme p ON p.id = c.programme_id
  WHERE a.voided_at IS NULL AND a.presence = 'present'
    AND s.voided_at IS NULL AND c.voided_at IS NULL AND p.voided_at IS NULL
    AND s.held_on BETWEEN %(first)s AND %(last)s
    AND extract(year FROM s.held_on) = ANY(%(years)s)"""

_OUTSIDE = """
  UNION ALL
  SELECT o.person_id, o.begins, o.counted, o.kind = 'online', NULL::int4range, '', '', o.id
  FROM learning_outsidelearning o
  WHERE o.voided_at IS NULL AND o.state = 'recognised'
    AND o.begins BETWEEN %(first)s AND %(last)s
    AND extract(year FROM o.begins) = ANY(%(years)s)
    AND (o.kind = 'online' OR NOT EXISTS (
      SELECT FROM courses_attendance a
      JOIN courses_session s ON s.id = a.session_id
      JOIN courses_trainingclass c ON c.id = s.training_class_id
      JOIN courses_programme p ON p.id = c.programme_id
      WHERE a.person_id = o.person_id AND a.voided_at IS NULL AND a.presence = 'present'
        AND s.voided_at IS NULL AND c.voided_at IS NULL AND p.voided_at IS NULL
        AND p.kind <> 'online' AND s.held_on BETWEEN o.begins AND o.ends
    ))"""

_AHEAD = """
  UNION ALL
  SELECT member.person_id, s.held_on, s.hours, p.kind = 'online', {span}, c.title, s.title, s.id
  FROM (
    SELECT a.person_id, other.training_class_id
    FROM courses_attendance a JOIN courses_session other ON other.id = a.session_id
    WHERE a.voided_at IS NULL AND other.voided_at IS NULL
      AND other.training_class_id IN (
        SELECT training_class_id FROM courses_session WHERE held_on > %(on)s AND held_on <= %(last)s
      )
    UNION
    SELECT e.person_id, e.training_class_id FROM courses_enrolment e
    WHERE e.state = 'held' AND e.approval IN ('not_asked', 'approved')
  ) AS member
  JOIN courses_session s ON s.training_class_id = member.training_class_id
  JOIN courses_trainingclass c ON c.id = s.training_class_id
  JOIN courses_programme p ON p.id = c.programme_id
  WHERE s.voided_at IS NULL AND c.voided_at IS NULL AND p.voided_at IS NULL
    AND c.state <> 'cancelled' AND s.held_on > %(on)s AND s.held_on <= %(last)s
    AND NOT EXISTS (
      SELECT FROM courses_leaverequest l JOIN courses_enrolment e ON e.id = l.enrolment_id
      WHERE l.session_id = s.id AND e.person_id = member.person_id AND l.state = 'granted'
    )"""

_LOOSE = "SELECT * FROM ({sittings}) AS loose WHERE span IS NULL OR flexible"
"""Sittings that say no time of day: nothing is known to meet them."""

_TIMED = """
  SELECT sat.*, range_agg(span) OVER (
    PARTITION BY person_id, day
    ORDER BY hours DESC, around COLLATE "C", title COLLATE "C", id
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  ) AS before
  FROM ({sittings}) AS sat WHERE span IS NOT NULL AND NOT flexible"""
"""Each with the time of its day that those before it have taken."""

_KEPT = """
  SELECT person_id, day, hours, flexible, hours AS kept FROM ({loose}) AS loose
  UNION ALL
  SELECT person_id, day, hours, flexible,
    CASE WHEN before IS NULL OR NOT before && span THEN hours ELSE trunc(hours * (1 - (
      SELECT sum(upper(met) - lower(met)) FROM unnest(before * span::int4multirange) AS met
    )::numeric / (upper(span) - lower(span))), 1) END
  FROM ({timed}) AS timed"""

_DAYS = """
  SELECT person_id, day,
    LEAST(
      COALESCE(sum(kept) FILTER (WHERE NOT flexible), 0),
      GREATEST(%(daily_most)s, COALESCE(max(hours) FILTER (WHERE NOT flexible), 0))
    ) + COALESCE(sum(kept) FILTER (WHERE flexible), 0) AS counted
  FROM ({sittings}) AS sitting
  {where}
  GROUP BY person_id, day"""

_OF_EACH = "SELECT COALESCE(sum(counted), 0) FROM ({days}) AS day"
_OF_THOSE_WITH = """
  SELECT person_id FROM ({days}) AS day GROUP BY person_id HAVING sum(counted) >= %(least)s"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Years that are counted from the records, and until when what is still to come is counted too."""

    years: Sequence[int]
    daily_most: Decimal
    ahead_of: date | None = None

    def _parameters(self) -> dict[str, object]:
        return {
            "first": date(min(self.years, default=2000), 1, 1),
            "last": date(max(self.years, default=2000), 12, 31),
            "years": list(self.years),
            "daily_most": self.daily_most,
            "on": self.ahead_of,
        }

    def _days(self, where: str) -> str:
        sittings = _TAKEN + _OUTSIDE + (_AHEAD if self.ahead_of is not None else "")
        sittings = sittings.format(span=_SPAN)
        kept = _KEPT.format(
            loose=_LOOSE.format(sittings=sittings), timed=_TIMED.format(sittings=sittings)
        )
        return _DAYS.format(sittings=kept, where=where)

    def of_each(self) -> RawSQL:
        """Hours of the person of the row around it."""
        days = self._days('WHERE person_id = "dossiers_person"."id"')
        return _raw(_OF_EACH.format(days=days), self._parameters())

    def of_those_with(self, least: Decimal) -> RawSQL:
        """Ids of whoever has at least so many hours: one pass over the records, for filters."""
        statement = _OF_THOSE_WITH.format(days=self._days(""))
        return _raw(statement, self._parameters() | {"least": least})


def _raw(statement: str, given: dict[str, object]) -> RawSQL:
    """Named gaps in order: the ORM weaves the statement into its own, which knows only ``%s``."""
    order: list[object] = []

    class _Gaps(dict[str, str]):
        def __missing__(self, name: str) -> str:
            order.append(given[name])
            return "%s"

    text = statement % _Gaps()
    return RawSQL(text, order, output_field=HOURS)  # noqa: S611 -- our own text, every value is a parameter
