"""A figure's number and its rows, read from one statement so that they can never differ."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from django.utils import translation

from qingmiao.insight.figures.contracts import Answer, Card, Definition, Question, Reading, Row
from qingmiao.insight.figures.enums import FigureKind, FigureUnit
from qingmiao.insight.figures.permissions import READ_FIGURES, reads_figures
from qingmiao.insight.figures.queries import (
    apartments,
    appointments,
    lists,
    nineties,
    postings,
    reserve,
    training,
)
from qingmiao.insight.figures.queries.ask import Ask, Asked
from qingmiao.insight.figures.queries.readings import readings_on, schemes_on
from qingmiao.insight.figures.queries.statements import Statement, row_of, rows_of, wrapped
from qingmiao.insight.figures.rules import display
from qingmiao.insight.figures.rules.catalogue import DEFINITIONS, FIGURES
from qingmiao.insight.figures.rules.readings import gaps
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden
from qingmiao.orgs.enums import Level
from qingmiao.pool.enums import Tier

STATEMENTS: Final[dict[str, Asked]] = {
    **lists.STATEMENTS,
    **reserve.STATEMENTS,
    **training.STATEMENTS,
    **postings.STATEMENTS,
    **apartments.STATEMENTS,
    **appointments.STATEMENTS,
    **nineties.STATEMENTS,
}
# What nobody learns about oneself or one's kin: such rows neither count nor show for the reader.
CONFIDENTIAL: Final = frozenset({"F09", "F10", "P01"})
_LABELS: Final[dict[str, dict[str, Any]]] = {
    **{code: dict(Tier.choices) for code in ("F09", "F10", "P01")},
    **{code: dict(Level.choices) for code in ("F31", "F32", "F33")},
}

# Materialized: the rows are worked out once, whatever is joined to them to be shown.
_VISIBLE: Final = """
SELECT r.* FROM {rows} r
WHERE r.person_id IS NULL OR NOT r.person_id = ANY(%(hidden)s::bigint[])
"""
_KEYS: Final = "SELECT r.key FROM {rows} r"
_COUNT: Final = "SELECT count(*) AS total FROM {rows} r"
_LIST: Final = """
WITH r AS MATERIALIZED {rows}
SELECT r.key, r.person_id, r.record_id, r.label, r.day,
       COALESCE(p.name, '') AS person, COALESCE(p.post_text, '') AS post,
       COALESCE(u.short_name, '') AS unit
FROM r
LEFT JOIN dossiers_person p ON p.id = r.person_id
LEFT JOIN orgs_unit u ON u.id = COALESCE(r.unit_id, p.unit_id)
WHERE (%(text)s = '' OR strpos(lower(concat_ws(' ', p.name, p.pinyin, p.initials, p.post_text,
       u.name, u.short_name, r.label)), lower(%(text)s)) > 0)
  AND (%(unit)s::bigint IS NULL OR COALESCE(r.unit_id, p.unit_id) = %(unit)s)
ORDER BY u.sort_no NULLS LAST, p.sort_no NULLS LAST, p.id, r.day, r.record_id, r.key
LIMIT %(most)s OFFSET %(skip)s
"""
_UNITS: Final = """
WITH r AS MATERIALIZED {rows}
SELECT u.id, u.short_name AS name, count(*) AS total
FROM r
LEFT JOIN dossiers_person p ON p.id = r.person_id
JOIN orgs_unit u ON u.id = COALESCE(r.unit_id, p.unit_id)
GROUP BY u.id ORDER BY u.sort_no, u.id
"""


def asked(question: Question) -> Ask:
    return Ask(
        question=question,
        readings=readings_on(on=question.on),
        schemes=schemes_on(on=question.on),
    )


def answer_to(
    code: str, *, ask: Ask, hidden: frozenset[int] = frozenset(), total: int | None = None
) -> Answer:
    """The figure's value; rows about ``hidden`` persons are left out where they are confidential.

    Whoever has the rows already says how many they are, and they are not counted again.
    """
    definition = DEFINITIONS[code]
    statement = _visible(code, ask, hidden)
    if total is None:
        total = int(row_of(wrapped(_COUNT, statement, {}))["total"])
    if definition.kind == FigureKind.SHARE:
        return _share(definition, ask, total)
    value, text = _worded(definition, ask, statement, total)
    return Answer(code=code, value=value, shown=text, expected=definition.expected)


def answers(
    *, actor: Actor, question: Question, codes: Iterable[str] | None = None
) -> dict[str, Answer]:
    """Figures of the district as the actor may see them; ``Forbidden`` for whoever sees none."""
    if not reads_figures(actor):
        raise Forbidden(READ_FIGURES.sentence)
    ask = asked(question)
    wanted = [figure.code for figure in FIGURES] if codes is None else list(codes)
    return {code: answer_to(code, ask=ask, hidden=actor.confidential_ids) for code in wanted}


def rows_behind(
    code: str,
    *,
    ask: Ask,
    hidden: frozenset[int] = frozenset(),
    text: str = "",
    unit_id: int | None = None,
    skip: int = 0,
    most: int | None = None,
) -> list[Row]:
    """The rows that were counted, in unit and person order."""
    values = {"text": text.strip(), "unit": unit_id, "most": most, "skip": skip}
    labels = _LABELS.get(code, {})
    return [
        Row(
            key=row["key"],
            person_id=row["person_id"],
            person=row["person"],
            unit=row["unit"],
            post=row["post"],
            record=str(labels.get(row["label"], row["label"])),
            record_id=row["record_id"],
            day=row["day"],
        )
        for row in rows_of(wrapped(_LIST, _visible(code, ask, hidden), values))
    ]


def number_of_rows(
    code: str,
    *,
    ask: Ask,
    hidden: frozenset[int] = frozenset(),
    text: str = "",
    unit_id: int | None = None,
) -> int:
    visible = _visible(code, ask, hidden)
    if text.strip() or unit_id:  # only then does it matter what the rows say
        values = {"text": text.strip(), "unit": unit_id, "most": None, "skip": 0}
        visible = wrapped(_LIST, visible, values)
    return int(row_of(wrapped(_COUNT, visible, {}))["total"])


def units_behind(
    code: str, *, ask: Ask, hidden: frozenset[int] = frozenset()
) -> list[dict[str, Any]]:
    """The units the rows belong to, for the filter above the list."""
    return rows_of(wrapped(_UNITS, _visible(code, ask, hidden), {}))


def keys_behind(code: str, *, ask: Ask, hidden: frozenset[int] = frozenset()) -> frozenset[str]:
    return frozenset(row["key"] for row in rows_of(wrapped(_KEYS, _visible(code, ask, hidden), {})))


def readings_of(ask: Ask) -> dict[str, Reading]:
    """The readings as the question bends them: a window the reader moved is told in the definition."""
    readings = dict(ask.readings)
    if ask.question.since:
        readings["window_begins"] = replace(readings["window_begins"], value=ask.question.since)
    return readings


def card_of(definition: Definition, *, readings: dict[str, Reading], answer: Answer | None) -> Card:
    """The figure in the reader's language. Without an answer it carries no number at all, and so not
    the speech's own phrase either."""
    words = gaps(readings)
    return Card(
        code=definition.code,
        phrase=definition.phrase if answer else "",
        title=str(definition.title),
        definition=str(definition.text) % words,
        population=str(definition.population),
        window=str(definition.window) % words,
        unit=str(FigureUnit(definition.unit).label),
        unit_code=str(definition.unit),
        kind=str(FigureKind(definition.kind).label),
        qualifier=str(definition.qualifier.label),
        source=str(definition.source),
        readings=definition.readings,
        answer=answer,
        display=display_of(definition, answer),
    )


def cards(*, actor: Actor, question: Question) -> list[Card]:
    """The catalogue of figures. Who may not see the numbers reads what they would count."""
    found = answers(actor=actor, question=question) if reads_figures(actor) else {}
    readings = readings_of(asked(question))
    return [
        card_of(definition, readings=readings, answer=found.get(definition.code))
        for definition in FIGURES
    ]


def in_both_languages(
    definition: Definition, *, readings: dict[str, Reading], answer: Answer
) -> dict[str, Card]:
    """The same card for a publication, which outlives the language it was published in."""
    both = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            both[language] = card_of(definition, readings=readings, answer=answer)
    return both


def _visible(code: str, ask: Ask, hidden: frozenset[int]) -> Statement:
    withheld = sorted(hidden) if code in CONFIDENTIAL else []
    return wrapped(_VISIBLE, STATEMENTS[code](ask), {"hidden": withheld})


def _share(definition: Definition, ask: Ask, occupied: int) -> Answer:
    stock = int(row_of(wrapped(_COUNT, apartments.stock(ask), {}))["total"])
    days = row_of(apartments.unit_days(ask))
    on_day = _percent(occupied, stock)
    over_year = _percent(int(days["occupied"]), int(days["available"]))
    by_year = ask.reading("occupancy") == "year"
    value, variant = (over_year, on_day) if by_year else (on_day, over_year)
    return Answer(
        code=definition.code,
        value=value,
        shown=display.shown(value, definition.qualifier),
        expected=definition.expected,
        denominator=stock,
        variant=variant,
    )


def _worded(definition: Definition, ask: Ask, statement: Statement, total: int) -> tuple[Any, str]:
    if definition.kind == FigureKind.OPEN_LIST:
        taught = {row["label"] for row in rows_of(statement)}
        return total, f"{len(taught.intersection(ask.reading('listed_topics')))}+"
    if len(lists.CODE_LISTS.get(definition.code, ())) > 1:
        sizes = [int(row["size"]) for row in rows_of(lists.sizes(ask, code=definition.code))]
        return sizes, " / ".join(str(size) for size in sizes)
    return total, display.shown(total, definition.qualifier)


def _percent(part: int, whole: int) -> float:
    return round(part / whole * 100, 1) if whole else 0.0


def display_of(definition: Definition, answer: Answer | None) -> str:
    if answer is None:
        return ""
    if definition.kind in (FigureKind.OPEN_LIST, FigureKind.CODE_LIST, FigureKind.STRUCTURE):
        return answer.shown
    return display.in_words(answer.shown, definition.unit, str(FigureUnit(definition.unit).label))
