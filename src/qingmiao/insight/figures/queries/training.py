"""育: lectures (F11, F12) and the brands of the night school (F13, F14)."""

from typing import Final

from qingmiao.cultivation.courses.queries import attendance_facts, topic_facts
from qingmiao.cultivation.lectures.queries import lecture_facts, speaking_facts
from qingmiao.insight.figures.queries.ask import Ask, Asked
from qingmiao.insight.figures.queries.statements import Statement, weave

_LECTURERS: Final = """
SELECT DISTINCT ON (f.person_id)
       'person:' || f.person_id AS key, f.person_id, NULL::bigint AS unit_id, f.record_id,
       f.label, f.held_on AS day
FROM {facts} f WHERE f.held_on >= %(since)s
ORDER BY f.person_id, f.held_on, f.record_id
"""
_SPEAKINGS: Final = """
SELECT 'speaking:' || f.record_id AS key, f.person_id, NULL::bigint AS unit_id, f.record_id,
       f.label, f.held_on AS day
FROM {facts} f WHERE f.held_on >= %(since)s
"""
_LECTURES: Final = """
SELECT 'lecture:' || f.record_id AS key, NULL::bigint AS person_id, f.unit_id, f.record_id,
       f.label, f.held_on AS day
FROM {facts} f WHERE f.held_on >= %(since)s
"""
_ATTENDANCES: Final = """
SELECT 'attendance:' || f.record_id AS key, f.person_id, NULL::bigint AS unit_id, f.record_id,
       f.label, f.held_on AS day
FROM {facts} f WHERE f.kind = 'brand' AND f.held_on >= %(since)s
"""
_TOPICS: Final = """
SELECT 'topic:' || f.code AS key, NULL::bigint AS person_id, NULL::bigint AS unit_id, f.record_id,
       f.label, f.first_on AS day
FROM {facts} f ORDER BY f.sort_no, f.code
"""


def _lecturers(ask: Ask) -> Statement:
    by_person = ask.reading("lecturers") == "persons"
    return weave(
        _LECTURERS if by_person else _SPEAKINGS,
        selects={"facts": speaking_facts(on=ask.on)},
        values={"since": ask.counted_since},
    )


def _lectures(ask: Ask) -> Statement:
    return weave(
        _LECTURES,
        selects={"facts": lecture_facts(on=ask.on)},
        values={"since": ask.counted_since},
    )


def _attendances(ask: Ask) -> Statement:
    return weave(
        _ATTENDANCES,
        selects={"facts": attendance_facts(on=ask.on)},
        values={"since": ask.counted_since},
    )


def _topics(ask: Ask) -> Statement:
    return weave(_TOPICS, selects={"facts": topic_facts(on=ask.on)}, values={})


STATEMENTS: Final[dict[str, Asked]] = {
    "F11": _lecturers,
    "F12": _lectures,
    "F13": _attendances,
    "F14": _topics,
}
