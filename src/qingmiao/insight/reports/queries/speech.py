"""The speech with its figures computed, as one reader may see it."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from qingmiao.engines.documents.rules.sheet import heading_number
from qingmiao.insight.figures.contracts import Answer, Card, Question
from qingmiao.insight.figures.enums import FigureKind
from qingmiao.insight.figures.permissions import READ_DEFINITIONS, reads_definitions, reads_figures
from qingmiao.insight.figures.queries.ask import Ask
from qingmiao.insight.figures.queries.figures import (
    answer_to,
    asked,
    card_of,
    keys_behind,
    readings_of,
)
from qingmiao.insight.figures.rules.catalogue import DEFINITIONS, FIGURES
from qingmiao.insight.reports.contracts import (
    Contradiction,
    Facts,
    Paragraph,
    Piece,
    Segment,
    Speech,
    Template,
)
from qingmiao.insight.reports.rules.checker import CHECKED, findings
from qingmiao.insight.reports.rules.template import filled, template
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden
from qingmiao.orgs.enums import UnitKind
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person

WITHHELD: Final = "□"
DEMO_MARK: Final = "演示数据"  # not interface: printed on the Chinese sheet


def speech(*, actor: Actor, question: Question, code: str = "speech") -> Speech:
    """Whoever may not see the rows reads the words with every number left out."""
    if not reads_definitions(actor):
        raise Forbidden(READ_DEFINITIONS.sentence)
    plan, ask = template(code), asked(question)
    readable = reads_figures(actor)
    hidden = actor.confidential_ids
    keys = _keys(ask, hidden) if readable else {}
    answers = _answers(ask, hidden, keys) if readable else {}
    paragraphs, mentioned = _paragraphs(plan, ask, answers)
    return Speech(
        title=plan.title,
        signature=plan.signature.replace("{district}", _district_name()),
        question=question,
        window_begins=ask.window_begins,
        paragraphs=paragraphs,
        notes=tuple(_card(figure, ask, answers) for figure in mentioned),
        findings=tuple(contradictions(ask=ask, answers=answers, keys=keys)) if readable else (),
        marks=(DEMO_MARK,) if _is_invented() else (),
        is_readable=readable,
    )


def contradictions(
    *, ask: Ask, answers: Mapping[str, Answer], keys: Mapping[str, frozenset[str]]
) -> list[Contradiction]:
    """What the checker says about these very answers."""
    facts = Facts(
        answers=dict(answers),
        keys=dict(keys),
        named={
            figure.code: figure.named_number
            for figure in FIGURES
            if figure.named_number is not None
        },
        readings={code: reading.value for code, reading in ask.readings.items()},
    )
    return findings(facts)


def _keys(ask: Ask, hidden: frozenset[int]) -> dict[str, frozenset[str]]:
    return {code: keys_behind(code, ask=ask, hidden=hidden) for code in CHECKED}


def _answers(
    ask: Ask, hidden: frozenset[int], keys: Mapping[str, frozenset[str]]
) -> dict[str, Answer]:
    return {
        figure.code: answer_to(
            figure.code,
            ask=ask,
            hidden=hidden,
            total=len(keys[figure.code]) if figure.code in keys else None,
        )
        for figure in FIGURES
    }


def _paragraphs(
    plan: Template, ask: Ask, answers: Mapping[str, Answer]
) -> tuple[tuple[Paragraph, ...], list[str]]:
    mentioned: list[str] = []
    paragraphs, headings = [], 0
    for paragraph in plan.paragraphs:
        segments = []
        for piece in paragraph.pieces:
            note = 0
            if _is_counted(piece) and piece.figure not in mentioned:
                mentioned.append(piece.figure)
                note = len(mentioned)
            segments.append(_segment(piece, ask, answers, note))
        headings += paragraph.kind == "heading"
        number = heading_number(headings) if paragraph.kind == "heading" else ""
        paragraphs.append(Paragraph(kind=paragraph.kind, segments=tuple(segments), number=number))
    return tuple(paragraphs), mentioned


def _is_counted(piece: Piece) -> bool:
    """Fixed structures need no footnote: the speech itself lists what they consist of."""
    return bool(piece.figure) and DEFINITIONS[piece.figure].kind != FigureKind.STRUCTURE


def _segment(piece: Piece, ask: Ask, answers: Mapping[str, Answer], note: int) -> Segment:
    if not piece.figure:
        words = filled(piece.text, age=ask.reading("age_limit"), window_begins=ask.window_begins)
        return Segment(text=words, is_lead=piece.is_lead)
    answer = answers.get(piece.figure)
    is_number = "#" in piece.text
    return Segment(
        text=piece.text.replace("#", answer.shown if answer else WITHHELD),
        figure=piece.figure,
        note=note,
        is_withheld=answer is None and is_number,
    )


def _card(code: str, ask: Ask, answers: Mapping[str, Answer]) -> Card:
    return card_of(DEFINITIONS[code], readings=readings_of(ask), answer=answers.get(code))


def _is_invented() -> bool:
    """Whether the district began as the invented one: then every sheet says so."""
    return bool(Person.objects.order_by("pk").values_list("is_demo", flat=True).first())


def _district_name() -> str:
    unit = Unit.objects.filter(kind=UnitKind.DISTRICT, ends__isnull=True).order_by("pk").first()
    return unit.short_name if unit else str(_("本区"))
