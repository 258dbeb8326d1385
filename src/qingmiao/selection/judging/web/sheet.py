"""Sheets at the desk: paper keyed and confirmed, sealed sheets read and printed, corrections signed."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.engines.documents.rules.code import in_groups
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.registers.web.filling import done
from qingmiao.selection.judging.enums import SheetState
from qingmiao.selection.judging.models import Assignment
from qingmiao.selection.judging.queries import desk as rows
from qingmiao.selection.judging.queries import sheet as queries
from qingmiao.selection.judging.queries.binding import sealed_under
from qingmiao.selection.judging.rules.commitment import holds
from qingmiao.selection.judging.rules.sheet import shown
from qingmiao.selection.judging.services.correction import decide_correction
from qingmiao.selection.judging.services.paper import confirm_paper, key_paper, return_paper
from qingmiao.selection.judging.services.printing import print_sheets
from qingmiao.selection.judging.web.acting import act
from qingmiao.selection.judging.web.forms import DecideForm
from qingmiao.selection.judging.web.judge import typed_in
from qingmiao.webkit.http import PRINTED, Request, kept_file, page


@require_GET
def sheets(request: Request, pk: int) -> HttpResponse:
    """Every sheet of a stage: who owes it, and how far it is."""
    stage = rows.watched_stage(actor=request.actor, stage_id=pk)
    sitting = queries.sitting_of(pk)
    context = {
        "stage": stage,
        "lines": rows.keyable_of(actor=request.actor, stage=stage),
        "sitting": sitting,
    }
    return render(request, "judging/sheets.html", context)


@require_GET
def sheet(request: Request, pk: int) -> HttpResponse:
    """A signed sheet, its salt and its commitment, once the stage is sealed."""
    row = rows.readable(actor=request.actor, assignment_id=pk)
    sitting = queries.sitting_of(row.stage_id)
    signed = getattr(row, "sheet", None)
    if signed is None or signed.state != SheetState.SIGNED:
        raise Http404
    is_sealed = sitting is not None and sitting.state == "closed"
    text = queries.bound_text(signed) if is_sealed else ""
    context = {
        "row": row,
        "sheet": signed,
        "scores": queries.scores_of(row),
        "text": text,
        "holds": bool(text) and holds(text, signed.commitment),
        "corrections": signed.corrections.select_related("criterion"),
    }
    return render(request, "judging/sheet.html", context)


@require_http_methods(["GET", "POST"])
def paper(request: Request, pk: int) -> HttpResponse:
    """录入 what stands on the paper."""
    row = rows.keyable(actor=request.actor, assignment_id=pk)
    typed = typed_in(request)
    reasons: list[str] = []
    if request.method == "POST":
        try:
            key_paper(actor=request.actor, assignment_id=pk, typed=typed)
        except Refused as no:
            reasons = list(no.reasons)
        else:
            return done(request, reverse("judging:sheets", args=[row.stage_id]))
    else:
        typed, _sequence = _returned(row)
    context = {
        "row": row,
        "sheet": getattr(row, "sheet", None),
        "reasons": reasons,
        "measures": _measures(row, typed),
    }
    return page(request, "judging/paper.html", "form", context, status=422 if reasons else 200)


def _returned(row: Assignment) -> tuple[dict[int, str], int]:
    """What was keyed before, where it came back; a judge's own draft is nobody's to read."""
    signed = getattr(row, "sheet", None)
    if signed is None or signed.state != SheetState.RETURNED:
        return {}, 0
    return queries.typed_of(row)


def _measures(row: Assignment, typed: dict[int, str]) -> list[dict[str, object]]:
    return [
        {
            "measure": measure,
            "typed": typed.get(measure.criterion_id, ""),
            "lowest": shown(measure.lowest),
            "highest": shown(measure.highest),
            "step": shown(measure.step) if measure.step else "",
        }
        for measure in queries.measures_of(row.stage_id)
    ]


@require_http_methods(["GET", "POST"])
def confirm(request: Request, pk: int) -> HttpResponse:
    """复核: beside the paper, the same or not; nothing here can be typed over."""
    row = rows.keyable(actor=request.actor, assignment_id=pk)
    found = getattr(row, "sheet", None)
    if found is None or found.state != SheetState.KEYED:
        raise Http404
    typed, _sequence = queries.typed_of(row)
    reasons: list[str] = []
    if request.method == "POST":
        try:
            if request.POST.get("do") == "return":
                return_paper(
                    actor=request.actor, assignment_id=pk, reason=request.POST.get("reason", "")
                )
            else:
                confirm_paper(actor=request.actor, assignment_id=pk)
        except Refused as no:
            reasons = list(no.reasons)
        else:
            return done(request, reverse("judging:sheets", args=[row.stage_id]))
    context = {
        "row": row,
        "sheet": found,
        "reasons": reasons,
        "measures": _measures(row, typed),
    }
    return page(request, "judging/confirm.html", "form", context, status=422 if reasons else 200)


@require_http_methods(["GET", "POST"])
def correction(request: Request, pk: int) -> HttpResponse:
    asked = rows.signable(actor=request.actor, correction_id=pk)
    row = asked.sheet.assignment
    form = DecideForm(request.POST or None)
    return act(
        request,
        form,
        lambda: decide_correction(
            actor=request.actor, correction_id=pk, agrees=form.cleaned_data["agrees"] == "yes",
            answer=form.cleaned_data["answer"], at=clock.now(),
        ),
        heading=_("复签评分更正"), submit=_("复签"), said=_("已复签"), parent=str(row.stage),
        back=reverse("judging:console", args=[row.stage.contest_id]),
        rows=[
            (_("评委"), row.judge.label),
            (_("号牌"), str(row.entry.plate_no)),
            (_("评分要素"), asked.criterion.name),
            (_("更正为"), shown(asked.value)),
            (_("更正理由"), asked.reason),
            (_("提出人"), asked.asked_by),
        ],
    )  # fmt: skip


@require_GET
def printed(request: Request, pk: int, kind: str) -> HttpResponse:
    """评分表 to be filled in by hand, or after sealing the sign-off sheet with every commitment."""
    if kind not in PRINTED:
        raise Http404
    name, content = print_sheets(
        actor=request.actor, stage_id=pk, as_pdf=kind == "pdf", on=clock.today(),
        address=lambda digest: request.build_absolute_uri(
            reverse("judging:sealed", args=[pk, digest])
        ),
    )  # fmt: skip
    return kept_file(content, f"{name}.{kind}")


@login_not_required
@never_cache
@require_GET
def sealed(request: Request, pk: int, digest: str) -> HttpResponse:
    """核对签名表, signed out: whoever holds the digest on the paper is told what was sealed under it.

    No mark and no name is told, and without the digest nothing at all.
    """
    sheets = sealed_under(stage_id=pk, digest=digest.lower())
    context = {
        "sheets": sheets,
        "stage": sheets[0].assignment.stage if sheets else None,
        "digest": in_groups(digest.lower()) if sheets else "",
    }
    return render(request, "judging/sealed.html", context, status=200 if sheets else 404)
