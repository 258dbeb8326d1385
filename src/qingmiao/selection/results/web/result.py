"""One computation: its lines, its raw marks, its files; and what was published of a result."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from qingmiao.ledger.queries import head_over
from qingmiao.ledger.services import record
from qingmiao.selection.contests.enums import ContestState
from qingmiao.selection.results.deeds import MARKS_EXPORTED
from qingmiao.selection.results.enums import Reach
from qingmiao.selection.results.permissions import (
    EXPORT_MARKS,
    FOLLOW_RESULTS,
    OBJECT,
    READ_PUBLICATIONS,
)
from qingmiao.selection.results.queries import acting
from qingmiao.selection.results.queries import board as queries
from qingmiao.selection.results.queries.lines import columns_of, lines_of, raw_tables, stage_names
from qingmiao.selection.results.queries.sheet import sheets_of
from qingmiao.selection.results.rules.reckoning import open_ties
from qingmiao.selection.results.services.verifying import verified
from qingmiao.webkit.http import Request, kept_file

KINDS = ("csv", "json")


def spoken(formula: dict[str, str]) -> dict[str, str]:
    """The formula in the language of the reader, and in symbols."""
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return {"words": formula[language], "symbols": formula["symbols"]}


@require_GET
def computation(request: Request, pk: int) -> HttpResponse:
    found = queries.computation(actor=request.actor, pk=pk)
    lines = lines_of(computation=found)
    names = stage_names(found)
    may_export = EXPORT_MARKS.allows(request.actor, found)
    context = {
        "found": found,
        "contest": found.contest,
        "names": names,
        "lines": list(zip(lines, columns_of(lines, names), strict=True)),
        "formula": spoken(found.output["formula"]),
        "notes": found.output["notes"],
        "ties": found.output["ties"],
        "open_ties": open_ties(found.output),
        "may_export": may_export,
        "tables": raw_tables(computation=found) if may_export else [],
        "sheets": sheets_of(actor=request.actor, computation=found),
    }
    return render(request, "results/computation.html", context)


@require_POST
def file(request: Request, pk: int, kind: str) -> HttpResponse:
    """原始评分 or 计分规则 exactly as computed: what `qingmiao contest score` takes."""
    if kind not in KINDS:
        raise Http404
    found = acting.exported(actor=request.actor, computation_id=pk)
    content = found.marks_text if kind == "csv" else found.rule_text
    record(
        actor=request.actor,
        deed=MARKS_EXPORTED,
        subject=found,
        detail={"title": str(found.contest), "kind": kind},
    )
    return kept_file(content, f"contest-{found.contest_id}-{pk}.{kind}")


@require_GET
def verify(request: Request, pk: int) -> HttpResponse:
    """核验 of everything kept of a contest, done anew each time it is asked."""
    contest = queries.followed(actor=request.actor, contest_id=pk)
    context = {"contest": contest, "found": verified(contest=contest)}
    return render(request, "results/verify.html", context)


@require_GET
def publication(request: Request, pk: int) -> HttpResponse:
    """结果公布, with the fields it was published with and no other."""
    rows = queries.publications(actor=request.actor)
    found = READ_PUBLICATIONS.one(request.actor, rows, pk=pk)
    contest = found.contest
    lines = lines_of(computation=found.computation, with_names=found.shows_names)
    if found.reach == Reach.SHORTLIST:
        lines = [line for line in lines if line.is_shortlisted]
    names = [stage.name for stage in queries.stages_of(contest_id=contest.pk)]
    mine = set(
        OBJECT.rows(request.actor, contest.entries.filter(voided_at__isnull=True)).values_list(
            "pk", flat=True
        )
    )
    may_object = contest.state == ContestState.OBJECTION
    context = {
        "found": found,
        "contest": contest,
        "names": names if found.shows_stages else [],
        "lines": [
            (
                line,
                cells if found.shows_stages else [],
                _object_url(line.entry_id, mine, may_object),
            )
            for line, cells in zip(lines, columns_of(lines, names), strict=True)
        ],
        "objects": may_object and bool(mine),
        "is_newest": not rows.filter(contest=contest, pk__gt=pk).exists(),
        "board_url": reverse("results:board", args=[contest.pk])
        if FOLLOW_RESULTS.allows(request.actor, contest)
        else "",
        "formula": spoken(found.computation.output["formula"]),
        "head": head_over(at=found.published_at),
    }
    return render(request, "results/publication.html", context)


def _object_url(entry_id: int | None, mine: set[int], may_object: bool) -> str:
    if entry_id is None or entry_id not in mine or not may_object:
        return ""
    return reverse("results:object", args=[entry_id])
