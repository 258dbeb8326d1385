"""A scheme under its counters, a posting with its result, and the host's form for it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel.errors import Refused
from qingmiao.placement.postings.enums import PostingState
from qingmiao.placement.postings.models import BACK, OUT, SENT
from qingmiao.placement.postings.queries import counts_of, posting_to_judge
from qingmiao.placement.postings.register import POSTINGS, SCHEMES
from qingmiao.placement.postings.services import write_result
from qingmiao.placement.postings.web.forms import ResultForm
from qingmiao.registers.web.filling import done, form_page, tell
from qingmiao.registers.web.listing import urls_of
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request


@require_GET
def scheme(request: Request, pk: int) -> HttpResponse:
    context = detail_context(SCHEMES, request, pk)
    counts = counts_of(actor=request.actor, scheme_id=pk)
    told: list[tuple[str, int, tuple[PostingState, ...]]] = [
        (_("累计选派"), counts.sent, SENT),
        (_("在派"), counts.out, OUT),
        (_("期满返回"), counts.returned, BACK[:1]),
        (_("提前返回"), counts.recalled, BACK[1:]),
    ]
    context["cards"] = [
        {
            "label": label,
            "value": value,
            "unit": pgettext("postings", "人次"),
            "url": _listed(pk, states),
        }
        for label, value, states in told
    ]
    return render(request, "postings/scheme.html", context)


def _listed(scheme_id: int, states: tuple[PostingState, ...]) -> str:
    asked = urlencode({"scheme": scheme_id, "state": [str(state) for state in states]}, doseq=True)
    return f"{reverse('postings:posting')}?{asked}"


@require_GET
def posting(request: Request, pk: int) -> HttpResponse:
    context = detail_context(POSTINGS, request, pk)
    if posting_to_judge(actor=request.actor, posting_id=pk) is not None:
        url = reverse("postings:posting-result", args=[pk])
        context["extra_actions"] = [{"label": _("填写鉴定"), "url": url, "icon": "writing"}]
    return render(request, "registers/detail.html", context)


@require_http_methods(["GET", "POST"])
def result(request: Request, pk: int) -> HttpResponse:
    row = posting_to_judge(actor=request.actor, posting_id=pk)
    if row is None:
        raise Http404
    form = ResultForm(request.POST or None, initial={"result": row.result})
    seen = request.POST.get("version", "")
    if request.method == "POST" and form.is_valid():
        try:
            write_result(
                actor=request.actor,
                posting_id=pk,
                result=form.cleaned_data["result"],
                version=int(seen) if seen.isdecimal() else None,
            )
        except Refused as no:
            tell(form, no)
        else:
            messages.success(request, _("已保存鉴定"))
            return done(request, reverse("postings:posting-detail", args=[pk]))
    heading = _("填写鉴定：%(title)s") % {"title": row}
    version = int(seen) if seen.isdecimal() else row.version
    return form_page(request, POSTINGS, form, heading, urls_of(POSTINGS, pk), version=version)
