"""异议: raising one, reading it, deciding it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qingmiao.kernel import clock
from qingmiao.selection.results.enums import ObjectionState
from qingmiao.selection.results.permissions import DECIDE_OBJECTIONS
from qingmiao.selection.results.queries import acting
from qingmiao.selection.results.services import decide_objection, raise_objection
from qingmiao.selection.results.web.filling import fill
from qingmiao.selection.results.web.forms import DecisionForm, ObjectionForm
from qingmiao.webkit.http import Request


@require_http_methods(["GET", "POST"])
def raise_one(request: Request, pk: int) -> HttpResponse:
    entry = acting.objectable(actor=request.actor, entry_id=pk)
    form = ObjectionForm(request.POST or None)
    return fill(
        request,
        form,
        lambda: raise_objection(
            actor=request.actor, entry_id=pk, on=clock.today(), **form.cleaned_data
        ),
        heading=_("提出异议：%(entry)s") % {"entry": entry}, submit=_("提出"),
        said=_("异议已提出，由组织部门其他同志处理"), back=reverse("results:index"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def one(request: Request, pk: int) -> HttpResponse:
    found = acting.seen_objection(actor=request.actor, objection_id=pk)
    decides = found.state == ObjectionState.RAISED and DECIDE_OBJECTIONS.allows(
        request.actor, found
    )
    if request.method == "POST" and not decides:
        raise Http404
    if not decides:
        return render(request, "results/objection.html", {"found": found})
    form = DecisionForm(request.POST or None)
    form.fields["text"].label = _("对“%(grounds)s”的处理意见") % {"grounds": found.grounds}
    return fill(
        request,
        form,
        lambda: decide_objection(
            actor=request.actor, objection_id=pk,
            upholds=form.cleaned_data["answer"] == ObjectionState.UPHELD,
            answer=form.cleaned_data["text"], at=clock.now(),
        ),
        heading=_("处理异议：%(entry)s") % {"entry": found.entry}, submit=_("处理"),
        said=_("异议已处理，已告知提出人"),
        back=reverse("results:board", args=[found.entry.contest_id]),
    )  # fmt: skip
