"""Published speeches: what was said, and what has changed since."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qingmiao.insight.figures.contracts import Answer, Card, Question, Row
from qingmiao.insight.figures.enums import Severity
from qingmiao.insight.figures.queries.ask import Ask
from qingmiao.insight.figures.queries.figures import (
    answer_to,
    asked,
    card_of,
    display_of,
    readings_of,
    rows_behind,
)
from qingmiao.insight.figures.rules.catalogue import DEFINITIONS
from qingmiao.insight.reports.contracts import (
    Contradiction,
    FigureDifference,
    FrozenRow,
    Paragraph,
    RowDifference,
    Segment,
    Speech,
)
from qingmiao.insight.reports.enums import RowChange
from qingmiao.insight.reports.models import Publication, PublishedFigure
from qingmiao.insight.reports.permissions import READ_PUBLICATIONS
from qingmiao.insight.reports.rules.comparison import differences
from qingmiao.insight.reports.rules.document import whole_definition
from qingmiao.kernel.actor import Actor


def publications(*, actor: Actor) -> QuerySet[Publication]:
    """What was published, newest first."""
    return READ_PUBLICATIONS.rows(actor, Publication.objects.all()).select_related("withdrawal")


def paragraphs_of(publication: Publication) -> list[Paragraph]:
    return [
        Paragraph(
            kind=paragraph["kind"],
            number=paragraph["number"],
            segments=tuple(Segment(**segment) for segment in paragraph["segments"]),
        )
        for paragraph in publication.body
    ]


def as_speech(publication: Publication) -> Speech:
    """The frozen speech in the shape of a live one, so that both are printed alike."""
    figures = {figure.code: figure for figure in publication.figures.all()}
    paragraphs = paragraphs_of(publication)
    noted = sorted(
        (segment.note, segment.figure)
        for paragraph in paragraphs
        for segment in paragraph.segments
        if segment.note
    )
    return Speech(
        title=publication.title,
        signature=publication.signature,
        question=question_of(publication),
        window_begins=publication.since,
        paragraphs=tuple(paragraphs),
        notes=tuple(_card(figures[code]) for _, code in noted),
        findings=tuple(findings_of(publication)),
        marks=tuple(publication.marks),
        is_readable=True,
    )


def question_of(publication: Publication) -> Question:
    return Question(
        on=publication.on,
        since=publication.since,
        cumulative_since=publication.cumulative_since,
    )


def findings_of(publication: Publication) -> list[Contradiction]:
    return [
        Contradiction(
            severity=Severity(finding["severity"]),
            figures=tuple(finding["figures"]),
            message=finding["message"],
        )
        for finding in publication.findings
    ]


def rows_of_figure(figure: PublishedFigure, *, actor: Actor) -> list[FrozenRow]:
    """The frozen list without what concerns the reader or the reader's kin."""
    hidden = actor.confidential_ids
    return [
        FrozenRow(
            key=row.key,
            person_id=row.person_id,
            person=row.person,
            unit=row.unit,
            post=row.post,
            record=row.record,
            day=row.day,
        )
        for row in figure.rows.all()
        if row.person_id is None or row.person_id not in hidden
    ]


def title_of(figure: PublishedFigure) -> str:
    return figure.title_en if _reads_english() else figure.title_zh


def definition_of(figure: PublishedFigure) -> str:
    return figure.definition_en if _reads_english() else figure.definition_zh


def display_then(figure: PublishedFigure) -> str:
    """The frozen number in the reader's language; as it was written if the figure is no more."""
    definition = DEFINITIONS.get(figure.code)
    if definition is None:
        return figure.display
    frozen_answer = Answer(
        code=figure.code, value=figure.value, shown=figure.shown, expected=figure.shown
    )
    return display_of(definition, frozen_answer)


def figure_differences(
    publication: Publication, *, actor: Actor, question: Question
) -> list[FigureDifference]:
    """Every published figure beside what the records say for the question."""
    ask = asked(question)
    return [
        _difference(figure, ask, actor)
        for figure in publication.figures.prefetch_related("rows").order_by("code")
    ]


def row_differences(
    figure: PublishedFigure, *, actor: Actor, question: Question
) -> list[RowDifference]:
    return _rows_apart(figure, asked(question), actor)


def frozen(row: Row) -> FrozenRow:
    """A live row in the words a publication keeps."""
    return FrozenRow(
        key=row.key,
        person_id=row.person_id,
        person=row.person,
        unit=row.unit,
        post=row.post,
        record=row.record,
        day=row.day,
    )


def _card(figure: PublishedFigure) -> Card:
    """The footnote of a frozen figure: its definition already says whom it counted and when."""
    return Card(
        code=figure.code,
        phrase=figure.phrase,
        title=title_of(figure),
        definition=definition_of(figure),
        population="",
        window="",
        unit="",
        unit_code="",
        kind="",
        qualifier="",
        source="",
        readings=(),
        answer=None,
        display=figure.display,
    )


def _difference(figure: PublishedFigure, ask: Ask, actor: Actor) -> FigureDifference:
    definition = DEFINITIONS.get(figure.code)
    if definition is None:  # the house counts it no more
        return FigureDifference(
            code=figure.code,
            title=title_of(figure),
            then=display_then(figure),
            now=_("已不再统计"),
            is_same=False,
            definition_changed=True,
            added=0,
            removed=0,
            changed=0,
        )
    answer = answer_to(figure.code, ask=ask)
    with translation.override("zh-hans"):
        definition_now = whole_definition(
            card_of(definition, readings=readings_of(ask), answer=answer)
        )
    apart = _rows_apart(figure, ask, actor)
    return FigureDifference(
        code=figure.code,
        title=title_of(figure),
        then=display_then(figure),
        now=display_of(definition, answer),
        is_same=figure.value == answer.value,
        definition_changed=figure.definition_zh != definition_now,
        added=_count(apart, RowChange.ADDED),
        removed=_count(apart, RowChange.REMOVED),
        changed=_count(apart, RowChange.CHANGED),
    )


def _rows_apart(figure: PublishedFigure, ask: Ask, actor: Actor) -> list[RowDifference]:
    """Reader's own matters are left out of both lists, confidential or not: both sides alike."""
    if figure.code not in DEFINITIONS:
        return []
    hidden = actor.confidential_ids
    with translation.override("zh-hans"):  # the language in which the rows were frozen
        now = [
            frozen(row)
            for row in rows_behind(figure.code, ask=ask)
            if row.person_id is None or row.person_id not in hidden
        ]
    return differences(rows_of_figure(figure, actor=actor), now)


def _count(apart: Iterable[RowDifference], change: RowChange) -> int:
    return sum(1 for each in apart if each.change == change)


def _reads_english() -> bool:
    return (get_language() or "").startswith("en")
