"""The speech as an official document: every figure's definition is its footnote."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from qingmiao.engines.documents.contracts import OfficialDocument, Run
from qingmiao.engines.documents.contracts import Paragraph as PrintedParagraph
from qingmiao.engines.documents.enums import Face, ParagraphKind
from qingmiao.insight.figures.contracts import Card
from qingmiao.insight.reports.contracts import Paragraph, Speech


def document_of(speech: Speech) -> OfficialDocument:
    return OfficialDocument(
        title=speech.title,
        paragraphs=tuple(_printed(paragraph, speech.notes) for paragraph in speech.paragraphs),
        signature=speech.signature,
        dated=speech.question.on,
        marks=speech.marks,
    )


def footnote(card: Card) -> str:
    """What stands under the line: the figure's name, its definition, whom it counts and when."""
    return f"{card.title}：{whole_definition(card)}。"


def whole_definition(card: Card) -> str:
    """The definition with its population and window; a frozen one has them in it already."""
    if not card.population:
        return card.definition
    words = {"definition": card.definition, "population": card.population, "window": card.window}
    return _("%(definition)s（%(population)s；%(window)s）") % words


def _printed(paragraph: Paragraph, notes: Sequence[Card]) -> PrintedParagraph:
    kind = ParagraphKind(paragraph.kind)
    number = (Run(text=paragraph.number, face=Face.HEADING),) if paragraph.number else ()
    return PrintedParagraph(kind=kind, runs=(*number, *_runs(paragraph, notes)))


def _runs(paragraph: Paragraph, notes: Sequence[Card]) -> Iterable[Run]:
    for segment in paragraph.segments:
        face = Face.BODY
        if paragraph.is_heading:
            face = Face.HEADING
        elif segment.is_lead:
            face = Face.LEAD
        note = footnote(notes[segment.note - 1]) if segment.note else ""
        yield Run(text=segment.text, face=face, note=note)
