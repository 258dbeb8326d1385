"""成绩单: printing one, and the page where anybody who holds one compares it, signed out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from qingmiao.access.services import TooManyTries
from qingmiao.engines.documents.rules.code import in_groups
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.selection.results.queries import acting
from qingmiao.selection.results.queries.sheet import compared, sheet_of
from qingmiao.selection.results.services.printing import count_comparison, print_sheet
from qingmiao.selection.results.web.forms import CompareForm
from qingmiao.webkit.http import PRINTED, Request, kept_file


@require_POST
def printed(request: Request, pk: int, kind: str) -> HttpResponse:
    """成绩单 as a file to be printed and signed; a name no font can draw is told, not left out."""
    if kind not in PRINTED:
        raise Http404
    acting.exported(actor=request.actor, computation_id=pk)
    try:
        kept, content = print_sheet(
            actor=request.actor, computation_id=pk, as_pdf=kind == "pdf", on=clock.today(),
            address=lambda number: request.build_absolute_uri(
                reverse("results:compare-number", args=[number])
            ),
        )  # fmt: skip
    except Refused as no:
        for reason in no.reasons:
            messages.error(request, reason)
        return redirect("results:computation", pk)
    return kept_file(content, f"result-{kept.number}.{kind}")


@require_GET
def text(request: Request, pk: int) -> HttpResponse:
    """The words whose hash is printed on the paper, for whoever takes the hash again."""
    found = sheet_of(actor=request.actor, sheet_id=pk)
    if found is None:
        raise Http404
    return kept_file(found.text, f"result-{found.number}.txt")


@login_not_required
@never_cache
@require_GET
def compare(request: Request) -> HttpResponse:
    """核对成绩单: a signed-out page with one box; the number leads on."""
    form = CompareForm(request.GET or None)
    if form.is_bound and form.is_valid():
        url = reverse("results:compare-number", args=[form.cleaned_data["number"]])
        digest = form.cleaned_data["digest"]
        return redirect(f"{url}?{urlencode({'digest': digest})}" if digest else url)
    return render(request, "results/compare.html", {"form": form})


@login_not_required
@never_cache
@require_GET
def compare_number(request: Request, number: str) -> HttpResponse:
    """What was printed and whether it stands; any other number looks the same, and asking is slow."""
    try:
        count_comparison(address=request.META.get("REMOTE_ADDR", ""), at=clock.now())
    except TooManyTries as no:
        context = {"form": CompareForm(), "refusal": "；".join(no.reasons)}
        return render(request, "results/compare.html", context, status=429)
    found = compared(number=number)
    form = CompareForm(initial={"number": number, "digest": request.GET.get("digest", "")})
    typed = "".join(c for c in request.GET.get("digest", "").lower() if c.isalnum())
    context = {
        "form": form,
        "found": found,
        "asked": True,
        "typed": typed,
        "agrees": bool(found and typed == found.digest),
        "digests": [
            (_("成绩单指纹"), in_groups(found.digest)),
            (_("评分指纹"), in_groups(found.marks_digest)),
            (_("规则指纹"), in_groups(found.rule_digest)),
            (_("结果指纹"), in_groups(found.output_digest)),
        ]
        if found
        else [],
    }
    return render(request, "results/compare.html", context, status=200 if found else 404)
