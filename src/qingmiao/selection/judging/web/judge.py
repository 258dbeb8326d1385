"""What a judge sees: one's invitations, plates by number, the pad."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.access.enums import Role
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.web.filling import done
from qingmiao.selection.judging.enums import JudgeState, SheetState
from qingmiao.selection.judging.models import Assignment
from qingmiao.selection.judging.permissions import ASK_CORRECTION, MARK, OBJECT_TO_JUDGES
from qingmiao.selection.judging.queries import sheet as queries
from qingmiao.selection.judging.queries.absence import absences_by, open_to_absence
from qingmiao.selection.judging.queries.desk import correctable, own_entry
from qingmiao.selection.judging.rules.sheet import flaws_of_signing, shown
from qingmiao.selection.judging.services.assignment import recuse
from qingmiao.selection.judging.services.conflict import object_to_judge
from qingmiao.selection.judging.services.correction import ask_correction
from qingmiao.selection.judging.services.judge import answer_invitation
from qingmiao.selection.judging.services.sheet import keep_marks, sign_sheet
from qingmiao.selection.judging.web.acting import act
from qingmiao.selection.judging.web.forms import (
    AnswerForm,
    CorrectionForm,
    ObjectForm,
    RecuseForm,
    chosen,
)
from qingmiao.webkit.http import Request, page


@require_GET
def mine(request: Request) -> HttpResponse:
    """我的评审: invitations to answer, stages to mark."""
    seats = list(queries.mine(actor=request.actor))
    if not seats and not request.actor.has(Role.JUDGE):
        raise Forbidden(MARK.sentence)
    lines: dict[int, dict[str, Any]] = {}
    for row in queries.marking(actor=request.actor).filter(state="assigned"):
        line = lines.setdefault(
            row.stage_id, {"stage": row.stage, "contest": row.judge.contest, "all": 0, "signed": 0}
        )
        line["all"] += 1
        line["signed"] += _state(row) == SheetState.SIGNED
    accepted = [seat for seat in seats if seat.state == JudgeState.ACCEPTED]
    absences = absences_by(accepted)
    context = {
        "invited": [seat for seat in seats if seat.state == JudgeState.INVITED],
        "seats": [seat for seat in seats if seat.state != JudgeState.INVITED],
        "sitting": [(seat, absences[seat.pk]) for seat in accepted],
        "lines": list(lines.values()),
    }
    return render(request, "judging/mine.html", context)


def _state(row: Assignment) -> str:
    sheet = getattr(row, "sheet", None)
    return sheet.state if sheet else ""


@require_http_methods(["GET", "POST"])
def invitation(request: Request, pk: int) -> HttpResponse:
    seat = queries.mine(actor=request.actor).filter(pk=pk).first()
    if seat is None:
        raise Http404
    stages = list(open_to_absence(contest_id=seat.contest_id))
    form = AnswerForm(request.POST or None, stages=stages)
    return act(
        request,
        form,
        lambda: answer_invitation(
            actor=request.actor, judge_id=pk, accepts=form.cleaned_data["answer"] == "yes",
            reason=form.cleaned_data["reason"], on=clock.today(), at=clock.now(),
            absent_from=chosen(form.cleaned_data["stages"]),
        ),
        heading=_("评委邀请"), submit=_("答复"), said=_("已答复"), parent=_("我的评审"),
        back=reverse("judging:mine"),
        rows=[(_("比武"), str(seat.contest)), (_("评委组"), seat.group.name)],
    )  # fmt: skip


@require_GET
def plates(request: Request, pk: int) -> HttpResponse:
    """The plates of one stage: number and how far; a name only where the stage is not blind."""
    row = queries.marking(actor=request.actor).filter(stage_id=pk).first()
    if row is None:
        raise Http404
    lines = queries.plates_of(actor=request.actor, stage=row.stage)
    context = {
        "stage": row.stage,
        "lines": lines,
        "signed": sum(line.state == SheetState.SIGNED for line in lines),
    }
    return page(request, "judging/plates.html", "plates", context)


def _row(request: Request, pk: int) -> Assignment:
    row = queries.marking(actor=request.actor).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def typed_in(request: Request) -> dict[int, str]:
    return {
        int(name[2:]): str(value)
        for name, value in request.POST.items()
        if name.startswith("c-") and name[2:].isdecimal()
    }


@require_http_methods(["GET", "POST"])
def pad(request: Request, pk: int) -> HttpResponse:
    """评分页: typed, kept and signed; without a script the same by buttons."""
    row = _row(request, pk)
    if request.method == "GET":
        return _pad(request, row, reasons=[])
    typed = typed_in(request)
    try:
        if request.POST.get("do") == "keep":
            keep_marks(actor=request.actor, assignment_id=pk, typed=typed, sequence=None)
            messages.success(request, _("已暂存，尚未签名"))
            return redirect("judging:pad", pk)
        sign_sheet(actor=request.actor, assignment_id=pk, typed=typed)
    except Refused as no:
        return _pad(request, _row(request, pk), reasons=list(no.reasons), typed=typed)
    messages.success(request, _("%(plate)s 号已签名") % {"plate": row.entry.plate_no})
    return done(request, _next(request, row))


def _next(request: Request, row: Assignment) -> str:
    """The next plate that is not signed; the list when there is none."""
    lines = queries.plates_of(actor=request.actor, stage=row.stage)
    here = row.entry.plate_no or 0
    waiting = [line for line in lines if line.state != SheetState.SIGNED]
    later = [line for line in waiting if line.plate > here] or waiting
    if later:
        return reverse("judging:pad", args=[later[0].assignment_id])
    return reverse("judging:plates", args=[row.stage_id])


def _pad(
    request: Request, row: Assignment, *, reasons: list[str], typed: dict[int, str] | None = None
) -> HttpResponse:
    drafts, sequence = queries.typed_of(row)
    filled = drafts if typed is None else typed
    scores = {score.criterion_id: score for score in queries.scores_of(row)}
    closed = list(flaws_of_signing(queries.facts_of(row)))
    is_signed = _state(row) == SheetState.SIGNED
    others = queries.others_of(actor=request.actor, row=row)
    context = {
        "row": row,
        "plate": row.entry.plate_no,
        "who": queries.shown_name(row.entry, row.stage),
        "measures": [
            {
                "measure": measure,
                "typed": filled.get(measure.criterion_id, ""),
                "score": scores.get(measure.criterion_id),
                "lowest": shown(measure.lowest),
                "highest": shown(measure.highest),
                "step": shown(measure.step) if measure.step else "",
                "levels": [(shown(at), label, anchor) for at, label, anchor in measure.levels],
            }
            for measure in queries.measures_of(row.stage_id)
        ],
        "sequence": sequence,
        "is_signed": is_signed,
        "sheet": getattr(row, "sheet", None),
        "closed": [] if is_signed else closed,
        "reasons": reasons,
        "others": others,
        "lines": queries.plates_of(actor=request.actor, stage=row.stage),
        "sitting": queries.sitting_of(row.stage_id),
    }
    return page(request, "judging/pad.html", "pad", context, status=422 if reasons else 200)


@require_POST
def draft(request: Request, pk: int) -> HttpResponse:
    """What the script keeps while one types. Its sequence counts presses; the clock of a tablet says nothing."""
    sequence = request.POST.get("sequence", "")
    try:
        stands = keep_marks(
            actor=request.actor,
            assignment_id=pk,
            typed=typed_in(request),
            sequence=int(sequence) if sequence.isdecimal() else None,
        )
    except Refused as no:
        return JsonResponse({"reasons": list(no.reasons)}, status=422)
    return JsonResponse({"sequence": stands})


@require_http_methods(["GET", "POST"])
def recusal(request: Request, pk: int) -> HttpResponse:
    row = _row(request, pk)
    form = RecuseForm(request.POST or None)
    return act(
        request,
        form,
        lambda: recuse(
            actor=request.actor, assignment_id=pk, kind=form.cleaned_data["kind"],
            reason=form.cleaned_data["reason"], at=clock.now(),
        ),
        heading=_("%(plate)s 号申请回避") % {"plate": row.entry.plate_no},
        submit=_("回避"), said=_("已回避，不再评这个号牌"), parent=row.stage.name,
        back=reverse("judging:mine"), lead=_("回避之后不能撤回；赛务会安排其他评委"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def correction_new(request: Request, pk: int) -> HttpResponse:
    """The judge, or the secretary, asks for one mark to be corrected."""
    row = correctable(actor=request.actor, assignment_id=pk)
    if row is None:
        raise Forbidden(ASK_CORRECTION.sentence)
    criteria = [(str(m.criterion_id), m.name) for m in queries.measures_of(row.stage_id)]
    form = CorrectionForm(request.POST or None, criteria=criteria)
    own = MARK.allows(request.actor, row)
    back = (
        reverse("judging:pad", args=[pk])
        if own
        else reverse("judging:console", args=[row.judge.contest_id])
    )
    return act(
        request,
        form,
        lambda: ask_correction(
            actor=request.actor, assignment_id=pk,
            criterion_id=int(form.cleaned_data["criterion"]), typed=form.cleaned_data["value"],
            reason=form.cleaned_data["reason"],
        ),
        heading=_("申请更正 %(plate)s 号评分") % {"plate": row.entry.plate_no},
        submit=_("申请更正"), said=_("已申请，待他人复签后生效"), parent=row.stage.name, back=back,
        lead=_("原来的分数保留，更正须由赛务秘书或监督员复签"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def objection(request: Request, pk: int) -> HttpResponse:
    """A contestant asks a judge to step back."""
    entry = own_entry(actor=request.actor, entry_id=pk)
    if entry is None:
        raise Forbidden(OBJECT_TO_JUDGES.sentence)
    form = ObjectForm(request.POST or None, judges=queries.seats(contest_id=entry.contest_id))
    return act(
        request,
        form,
        lambda: object_to_judge(
            actor=request.actor, entry_id=pk, judge_id=int(form.cleaned_data["judge"]),
            kind=form.cleaned_data["kind"], because=form.cleaned_data["because"],
            on=clock.today(), at=clock.now(),
        ),
        heading=_("申请评委回避"), submit=_("提交"), said=_("已提交，该评委不再评您"),
        parent=str(entry.contest), back=reverse("contests:desk"),
        lead=_("与评委有亲属、师徒、上下级或其他利害关系的，可以申请其回避"),
    )  # fmt: skip
