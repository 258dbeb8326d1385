import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any, Final

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from qingmiao.engines.documents.services import write_docx, write_pdf
from qingmiao.insight.figures.contracts import Question, Reading
from qingmiao.insight.figures.permissions import READ_FIGURES, reads_figures
from qingmiao.insight.figures.queries.ask import Ask
from qingmiao.insight.figures.queries.figures import (
    answer_to,
    asked,
    in_both_languages,
    readings_of,
    rows_behind,
)
from qingmiao.insight.figures.rules.catalogue import FIGURES
from qingmiao.insight.reports.contracts import FrozenRow, Speech
from qingmiao.insight.reports.deeds import (
    DOCUMENT_WRITTEN,
    PUBLICATION_WITHDRAWN,
    SPEECH_PUBLISHED,
)
from qingmiao.insight.reports.enums import Format
from qingmiao.insight.reports.models import (
    Publication,
    PublishedFigure,
    PublishedRow,
    Withdrawal,
)
from qingmiao.insight.reports.permissions import PUBLISH, publishes
from qingmiao.insight.reports.queries.publications import as_speech, frozen
from qingmiao.insight.reports.queries.speech import speech
from qingmiao.insight.reports.rules.document import document_of, whole_definition
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record, record_many

REPORT: Final = "reports.report"
"""A live speech has no row; the ledger knows it by its kind alone."""

_WRITERS: Final = {Format.DOCX: write_docx, Format.PDF: write_pdf}
_CHINESE: Final = "zh-hans"
_BATCH: Final = 2000


class HasContradictions(Refused):
    """The checker found something; whoever publishes all the same says why."""


class RecordsMoved(Refused):
    """Somebody entered a record while the figures were being read."""


class AlreadyWithdrawn(Refused):
    pass


@transaction.atomic
def publish_speech(
    *, actor: Actor, question: Question, note: str, code: str = "speech"
) -> Publication:
    """发布: freeze words, values, definitions and the rows behind them.

    What is published is the district's and not the publisher's own view, so rows about the
    publisher or kin are kept too; whoever opens the lists later is spared their own again.
    Nothing is locked: a record entered between the counting and the listing is noticed, and
    nothing is published then.
    """
    if not publishes(actor):
        raise Forbidden(PUBLISH.sentence)
    whole = replace(actor, person_id=None, kin_ids=frozenset())
    with translation.override(_CHINESE):
        told = speech(actor=whole, question=question, code=code)
        if told.has_contradictions and not note.strip():
            raise HasContradictions(
                [
                    _("核对发现矛盾，须在说明中写明理由后发布"),
                    *(each.message for each in told.findings if each.is_contradiction),
                ]
            )
        ask = asked(question)
        figures = [_figure(definition.code, ask) for definition in FIGURES]
        rows = {
            code: [frozen(row) for row in rows_behind(code, ask=ask)] for code, _told in figures
        }
    _require_agreement(told, dict(figures), rows)
    publication = _publication(actor, told, note, code)
    publication.digest = digest_of(publication.body, figures, rows)
    publication.save(force_insert=True)
    _freeze(publication, figures, rows)
    record(
        actor=actor,
        deed=SPEECH_PUBLISHED,
        subject=publication,
        detail={
            "title": _one_line(publication.title),
            "on": publication.on.isoformat(),
            "figures": len(figures),
            "rows": sum(len(each) for each in rows.values()),
            "digest": publication.digest,
        },
        reason=publication.note,
    )
    return publication


@transaction.atomic
def withdraw_publication(*, actor: Actor, publication_id: int, reason: str) -> Withdrawal:
    """撤回: the publication is locked so that it is withdrawn once, and stays readable."""
    publication = PUBLISH.one(
        actor, Publication.objects.select_for_update(of=("self",)), pk=publication_id
    )
    reasons = []
    if Withdrawal.objects.filter(publication=publication).exists():
        reasons.append(_("该材料已经撤回"))
    if not reason.strip():
        reasons.append(_("请填写撤回理由"))
    if reasons:
        raise AlreadyWithdrawn(reasons)
    withdrawal = Withdrawal(publication=publication, reason=reason.strip(), withdrawn_by=actor.name)
    withdrawal.save(force_insert=True)
    record(
        actor=actor,
        deed=PUBLICATION_WITHDRAWN,
        subject=publication,
        detail={"title": _one_line(publication.title), "on": publication.on.isoformat()},
        reason=withdrawal.reason,
    )
    return withdrawal


@transaction.atomic
def write_speech(*, actor: Actor, question: Question, form: Format, code: str = "speech") -> bytes:
    """生成文稿: the live speech as the reader sees it; without its numbers it is no speech."""
    if not reads_figures(actor):
        raise Forbidden(READ_FIGURES.sentence)
    with translation.override(_CHINESE):
        told = speech(actor=actor, question=question, code=code)
    return _written(actor, told, form, subject_id=0)


@transaction.atomic
def write_publication(*, actor: Actor, publication: Publication, form: Format) -> bytes:
    """The published speech as it was frozen, footnotes included."""
    if not reads_figures(actor):
        raise Forbidden(READ_FIGURES.sentence)
    with translation.override(_CHINESE):
        told = as_speech(publication)
    return _written(actor, told, form, subject_id=publication.pk)


def digest_of(
    body: Any,
    figures: Iterable[tuple[str, dict[str, Any]]],
    rows: dict[str, list[FrozenRow]],
) -> str:
    """SHA-256 over the words, the figures and every row, in a form anybody can write again."""
    told = {
        "body": body,
        "figures": dict(figures),
        "rows": {code: [asdict(row) for row in each] for code, each in rows.items()},
    }
    canonical = json.dumps(
        told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def _figure(code: str, ask: Ask) -> tuple[str, dict[str, Any]]:
    answer = answer_to(code, ask=ask)
    [definition] = [figure for figure in FIGURES if figure.code == code]
    readings = readings_of(ask)
    both = in_both_languages(definition, readings=readings, answer=answer)
    chinese, english = both["zh-hans"], both["en"]
    return code, {
        "phrase": definition.phrase,
        "value": answer.value,
        "shown": answer.shown,
        "display": chinese.display,
        "title_zh": chinese.title,
        "title_en": english.title,
        "definition_zh": whole_definition(chinese),
        "definition_en": whole_definition(english),
        "readings": {name: _plain(readings[name]) for name in definition.readings},
        "denominator": answer.denominator,
    }


def _publication(actor: Actor, told: Speech, note: str, code: str) -> Publication:
    return Publication(
        report=code,
        title=told.title,
        on=told.question.on,
        since=told.window_begins,
        cumulative_since=told.question.cumulative_since,
        signature=told.signature,
        body=[
            {
                "kind": paragraph.kind,
                "number": paragraph.number,
                "segments": [asdict(segment) for segment in paragraph.segments],
            }
            for paragraph in told.paragraphs
        ],
        marks=list(told.marks),
        findings=[asdict(finding) for finding in told.findings],
        note=note.strip(),
        account_id=actor.account_id,
        published_by=actor.name,
    )


def _require_agreement(
    told: Speech, figures: dict[str, dict[str, Any]], rows: dict[str, list[FrozenRow]]
) -> None:
    """The words, the values and the rows were asked one after the other: they must still agree."""
    said = {card.code: card.display for card in told.notes}
    for code, figure in figures.items():
        counted = figure["value"]
        listed = not isinstance(counted, int) or counted == len(rows[code])
        if not listed or said.get(code, figure["display"]) != figure["display"]:
            raise RecordsMoved(_("统计过程中记录有变动，请重新发布"))


def _freeze(
    publication: Publication,
    figures: Iterable[tuple[str, dict[str, Any]]],
    rows: dict[str, list[FrozenRow]],
) -> None:
    kept = PublishedFigure.objects.bulk_create(
        PublishedFigure(publication=publication, code=code, row_count=len(rows[code]), **told)
        for code, told in figures
    )
    PublishedRow.objects.bulk_create(
        (
            PublishedRow(figure=figure, **asdict(row))
            for figure in kept
            for row in rows[figure.code]
        ),
        batch_size=_BATCH,
    )


def _written(actor: Actor, told: Speech, form: Format, *, subject_id: int) -> bytes:
    content = _WRITERS[form](document_of(told))
    record_many(
        actor=actor,
        deed=DOCUMENT_WRITTEN,
        kind=REPORT,
        details=[
            (
                subject_id,
                {
                    "title": _one_line(told.title),
                    "on": told.question.on.isoformat(),
                    "format": str(form.value),
                },
            )
        ],
    )
    return content


def _plain(reading: Reading) -> dict[str, str]:
    return {"value": str(reading.value), "basis": reading.basis}


def _one_line(title: str) -> str:
    return title.replace("\n", "")
