"""What inspections told about oneself, and the right to be heard."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.web.listing import list_context, list_page
from qingmiao.registers.web.views import detail_context
from qingmiao.stewardship.inspections.enums import OPEN_TO_REPLY
from qingmiao.stewardship.inspections.permissions import EXPLAIN_FINDINGS
from qingmiao.stewardship.inspections.queries import findings_about_me
from qingmiao.stewardship.inspections.register import FINDINGS
from qingmiao.stewardship.inspections.services import explain_finding
from qingmiao.stewardship.inspections.web.forms import ExplanationForm
from qingmiao.webkit.http import Request, page


@require_GET
def findings(request: Request) -> HttpResponse:
    """The list, with a way for oneself to be heard."""
    if FINDINGS.view.nowhere(request.actor):
        raise Forbidden(FINDINGS.view.sentence)
    shown = {**list_context(FINDINGS, request), "may_explain": _may_explain(request)}
    return list_page(request, "inspections/findings.html", shown)


def _may_explain(request: Request) -> bool:
    return not EXPLAIN_FINDINGS.nowhere(request.actor)


@require_GET
def finding(request: Request, pk: int) -> HttpResponse:
    context = detail_context(FINDINGS, request, pk)
    row = context["row"]
    if (
        not row.is_void
        and row.state in OPEN_TO_REPLY
        and EXPLAIN_FINDINGS.allows(request.actor, row)
    ):
        context["extra_actions"] = [
            {
                "label": _("说明情况"),
                "url": f"{reverse('inspections:mine')}#finding-{pk}",
                "method": "get",
                "icon": "writing",
            }
        ]
    return render(request, "registers/detail.html", context)


@require_GET
def mine(request: Request) -> HttpResponse:
    return _mine(request)


def _mine(request: Request, *, said: tuple[int, ExplanationForm] | None = None) -> HttpResponse:
    if not _may_explain(request):
        raise Forbidden(EXPLAIN_FINDINGS.sentence)
    lines = [
        {
            "row": row,
            "form": said[1] if said and said[0] == row.pk else _form(row),
            "is_open": row.state in OPEN_TO_REPLY,
        }
        for row in findings_about_me(actor=request.actor)
    ]
    context = {"lines": lines}
    return page(request, "inspections/mine.html", "findings", context, status=422 if said else 200)


def _form(row: Any) -> ExplanationForm:
    return ExplanationForm(initial={"explanation": row.explanation}, auto_id=f"id_{row.pk}_%s")


@require_POST
def explain(request: Request, pk: int) -> HttpResponse:
    form = ExplanationForm(request.POST, auto_id=f"id_{pk}_%s")
    if form.is_valid():
        try:
            explain_finding(
                actor=request.actor,
                finding_id=pk,
                explanation=form.cleaned_data["explanation"],
            )
        except Refused as no:
            for reason in no.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("说明已提交，检查组会看到"))
            return redirect("inspections:mine")
    return _mine(request, said=(pk, form))
