"""What stands on a 成绩单, and what a stranger who holds one is told."""

import json
from collections.abc import Iterator

from django.utils import timezone

from qingmiao.engines.documents.rules.code import read_number
from qingmiao.kernel.actor import Actor
from qingmiao.ledger.deeds import official
from qingmiao.selection.contests.enums import PAST, ContestState
from qingmiao.selection.contests.models import Contest
from qingmiao.selection.judging.models import Advancement
from qingmiao.selection.results.contracts import (
    Comparison,
    ReleasedLines,
    ResultLine,
    ResultPaper,
    StageCell,
)
from qingmiao.selection.results.enums import Answer, Reach
from qingmiao.selection.results.models import Computation, PrintedSheet, Publication
from qingmiao.selection.results.permissions import EXPORT_MARKS
from qingmiao.selection.results.queries.lines import columns_of, lines_of, stage_names
from qingmiao.selection.results.queries.reckoning import latest
from qingmiao.selection.results.rules import paper as words


def sheets_of(*, actor: Actor, computation: Computation) -> list[PrintedSheet]:
    """What was printed of a computation, newest first, for those who may print it."""
    if not EXPORT_MARKS.allows(actor, computation):
        return []
    rows = PrintedSheet.objects.filter(computation=computation).order_by("-pk")
    return list(rows.defer("text"))


def sheet_of(*, actor: Actor, sheet_id: int) -> PrintedSheet | None:
    rows = PrintedSheet.objects.select_related("computation__contest")
    found = rows.filter(pk=sheet_id).first()
    return found if found and EXPORT_MARKS.allows(actor, found.computation) else None


def newest_publication(*, contest: Contest) -> Publication | None:
    return Publication.objects.filter(contest=contest).order_by("-pk").first()


def paper_of(*, computation: Computation) -> ResultPaper:
    """Every word of the sheet; names as far as they were made known, in the language of the record."""
    contest, stage = computation.contest, computation.stage
    known = newest_publication(contest=contest)
    is_named = known is not None and known.shows_names
    names = stage_names(computation)
    with official():
        lines = lines_of(computation=computation, with_names=is_named)
        purpose = str(computation.get_purpose_display())
    went_on = _went_on(computation)
    shows_stages = stage is None and len(names) > 1
    head = [words.RANK, words.PLATE, *([words.NAME, words.UNIT] if is_named else [])]
    head += [*(names if shows_stages else []), words.TOTAL if stage is None else words.SCORE]
    rows = [
        (
            *_place(line),
            *((line.who, line.unit) if is_named else ()),
            *(_cell(cell) for cell in (cells if shows_stages else [])),
            line.total or "—",
            _note(line, contest, went_on),
        )
        for line, cells in zip(lines, columns_of(lines, names), strict=True)
    ]
    return ResultPaper(
        contest=contest.title,
        organizer=str(contest.organizer),
        stage=stage.name if stage else "",
        number=computation.number,
        purpose=purpose,
        computed_at=timezone.localtime(computation.computed_at).replace(microsecond=0),
        computed_by=computation.computed_by,
        engine=computation.engine,
        head=(*head, words.NOTE),
        rows=tuple(rows),
        is_named=is_named,
        formula=computation.output["formula"]["zh"],
        symbols=computation.output["formula"]["symbols"],
        lists=tuple(_lists(computation)),
        ties=tuple(words.ties_of(computation.output, contest.precision)),
        panels=tuple(words.panels_of(computation.output, contest.precision)),
        rule_digest=computation.rule_digest,
        marks_digest=computation.marks_digest,
        output_digest=computation.output_digest,
        seed=computation.seed,
    )


def _lists(computation: Computation) -> Iterator[str]:
    """Lists decided anew that this very computation was made by."""
    for stage, said in json.loads(computation.rule_text).get("decided", {}).items():
        yield words.LIST.format(
            stage=stage, version=said["version"], entries="、".join(said["entries"])
        )


def _place(line: ResultLine) -> tuple[str, str]:
    rank = "—" if line.rank is None else str(line.rank)
    return rank + (words.TIED if line.is_tied else ""), line.plate


def _cell(cell: StageCell | None) -> str:
    return cell.score if cell else "—"


def _note(line: ResultLine, contest: Contest, went_on: set[str]) -> str:
    if line.status:
        return line.status
    if line.plate in went_on:
        return words.WENT_ON
    return words.SHORTLISTED if line.is_shortlisted and contest.state in PAST else ""


def _went_on(computation: Computation) -> set[str]:
    """Plates it was decided go on by this very computation of a stage."""
    rows = Advancement.objects.filter(
        stage=computation.stage_id, computation_number=computation.number
    )
    return {str(plate) for row in rows for plate in row.plates}


# ---------------------------------------------------------------- who compares
def compared(*, number: str) -> Comparison | None:
    """What the database says of a printed sheet; nothing for a number nobody printed."""
    rows = PrintedSheet.objects.select_related("computation__contest", "computation__stage")
    found = rows.filter(number=read_number(number)).first()
    if found is None:
        return None
    kept = found.computation
    newest = latest(contest_id=kept.contest_id, stage_id=kept.stage_id)
    is_newest = newest is None or newest.pk == kept.pk
    return Comparison(
        answer=_answer(kept.contest, is_newest=is_newest),
        number=found.number,
        contest=kept.contest.title,
        stage=kept.stage.name if kept.stage else "",
        computation_number=kept.number,
        computed_at=kept.computed_at,
        replaced_by=None if is_newest or newest is None else newest.number,
        digest=found.digest,
        rule_digest=kept.rule_digest,
        marks_digest=kept.marks_digest,
        output_digest=kept.output_digest,
        released=_released(kept),
    )


def _answer(contest: Contest, *, is_newest: bool) -> Answer:
    if contest.is_void or contest.state == ContestState.CALLED_OFF:
        return Answer.REVOKED
    return Answer.CURRENT if is_newest else Answer.REPLACED


def _released(kept: Computation) -> ReleasedLines | None:
    """What a publication made known of this computation: its own lines, or a stage's where stages were told."""
    rows = Publication.objects.filter(contest=kept.contest).order_by("-pk")
    if kept.stage_id is None:
        rows = rows.filter(computation=kept)
    known = rows.first()
    if known is None or (kept.stage_id is not None and not known.shows_stages):
        return None
    lines = lines_of(computation=kept, with_names=known.shows_names)
    if known.reach == Reach.SHORTLIST:
        lines = [line for line in lines if line.is_shortlisted]
    names = stage_names(kept) if known.shows_stages and kept.stage_id is None else []
    return ReleasedLines(
        lines=list(zip(lines, columns_of(lines, names), strict=True)),
        names=names,
        shows_names=known.shows_names,
        shows_totals=known.shows_totals or kept.stage_id is not None,
    )
