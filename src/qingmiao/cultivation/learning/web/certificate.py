"""Certificates: who may have one, issuing, revoking, printing, and the page where anybody verifies one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.access.services import TooManyTries
from qingmiao.cultivation.learning.permissions import REVOKE_CERTIFICATES
from qingmiao.cultivation.learning.queries import certificate as questions
from qingmiao.cultivation.learning.register import CERTIFICATES
from qingmiao.cultivation.learning.services import certificate as services
from qingmiao.cultivation.learning.web.forms import ConfirmForm, ReasonForm, VerifyForm
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.filling import answered
from qingmiao.registers.web.listing import urls_of
from qingmiao.registers.web.views import detail_context
from qingmiao.rulebook.engine import Verdict
from qingmiao.webkit.http import Request


@require_GET
def graduates(request: Request, pk: int) -> HttpResponse:
    """结业资格 of one class: each participant, each rule, and the certificate there is."""
    around = questions.issuing_class(actor=request.actor, class_id=pk)
    found = questions.graduates_of(actor=request.actor, around=around, on=clock.today())
    ready = [
        each
        for each in found
        if each.assessment.verdict is Verdict.MET and not each.certificate_id and not each.is_own
    ]
    context = {"around": around, "graduates": found, "ready": len(ready), "met": Verdict.MET}
    return render(request, "learning/graduates.html", context)


@require_http_methods(["GET", "POST"])
def issue(request: Request, pk: int) -> HttpResponse:
    around = questions.issuing_class(actor=request.actor, class_id=pk)
    back = reverse("learning:graduates", args=[pk])
    form = ConfirmForm(
        request.POST or None,
        label=_("我已核对名单，给符合条件的学员发证"),
        hint=_("本人和亲属的证书由他人发放；已有有效证书的不再发放。"),
    )

    def change() -> str:
        made = services.issue_certificates(actor=request.actor, class_id=pk, on=clock.today())
        messages.success(request, _("已发放证书 %(count)d 张") % {"count": len(made)})
        return back

    heading = _("发放结业证书：%(title)s") % {"title": around}
    urls = {"list": back, "cancel": back}
    return answered(
        request, CERTIFICATES, form, heading, urls, submit_label=_("发证"), change=change
    )


@require_GET
def certificate(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(register, request, pk)
    row = context["row"]
    stands = row.revoked_on is None
    actions = []
    if stands:
        url = reverse("learning:certificate-print", args=[pk])
        actions.append({"label": "PDF", "url": url, "icon": "download", "method": "get"})
    if stands and REVOKE_CERTIFICATES.allows(request.actor, row):
        url = reverse("learning:certificate-revoke", args=[pk])
        actions.append({"label": _("撤销证书"), "url": url, "icon": "ban", "method": "get"})
    shown = {"extra_actions": actions, "address": _address(request, row.number)}
    return render(request, "learning/certificate.html", context | shown)


def _address(request: Request, number: str) -> str:
    return request.build_absolute_uri(reverse("learning:verify-number", args=[number]))


@require_http_methods(["GET", "POST"])
def revoke(request: Request, pk: int) -> HttpResponse:
    row = questions.revocable_certificate(actor=request.actor, certificate_id=pk)
    form = ReasonForm(request.POST or None, label=_("撤销理由"))

    def change() -> str:
        services.revoke_certificate(
            actor=request.actor,
            certificate_id=pk,
            on=clock.today(),
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, _("证书已撤销"))
        return urls_of(CERTIFICATES, pk)["detail"]

    heading = _("撤销证书：%(title)s") % {"title": row}
    urls = urls_of(CERTIFICATES, pk)
    return answered(
        request, CERTIFICATES, form, heading, urls, submit_label=_("确认撤销"), change=change
    )


@require_GET
def print_out(request: Request, pk: int) -> HttpResponse:
    row = questions.certificate_of(actor=request.actor, certificate_id=pk)
    try:
        content = services.print_certificate(
            actor=request.actor, certificate_id=pk, address=_address(request, row.number)
        )
    except Refused as no:
        messages.error(request, "；".join(no.reasons))
        return redirect("learning:certificate-detail", pk)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="certificate-{pk}.pdf"'
    return answer


@login_not_required
@never_cache
@require_GET
def verify(request: Request) -> HttpResponse:
    """查验: a signed-out page with one box; the number leads on."""
    form = VerifyForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("learning:verify-number", form.cleaned_data["number"])
    return render(request, "learning/verify.html", {"form": form})


@login_not_required
@never_cache
@require_GET
def verify_number(request: Request, number: str) -> HttpResponse:
    """What stands on the certificate and whether it still stands; any other number looks the same."""
    try:
        services.count_try(address=request.META.get("REMOTE_ADDR", ""), at=clock.now())
    except TooManyTries as no:
        context = {"form": VerifyForm(), "refusal": "；".join(no.reasons)}
        return render(request, "learning/verify.html", context, status=429)
    found = questions.shown_to_anybody(number=number)
    context = {"form": VerifyForm(initial={"number": number}), "found": found, "asked": True}
    return render(request, "learning/verify.html", context, status=200 if found else 404)
