"""Tokens of programs: issued by their holder, revoked by holder or guard, told once."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.access import services
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.office.permissions import REVOKE_TOKENS
from qingmiao.office.register import TOKENS
from qingmiao.office.web.forms import RevokeForm, TokenForm
from qingmiao.registers.declaration import Register
from qingmiao.registers.queries import visible
from qingmiao.registers.web.filling import done, form_page, tell
from qingmiao.registers.web.listing import list_context
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request, page


@require_GET
def tokens(request: Request, register: Register) -> HttpResponse:
    context = dict(list_context(register, request))
    context["can"] = context["can"] | {"enter": True}
    context["urls"] = context["urls"] | {"new": reverse("office:token-new")}
    return page(request, "registers/list.html", "results", context)


@require_GET
def token(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(register, request, pk)
    row = context["row"]
    if row.revoked_at is None and REVOKE_TOKENS.allows(request.actor, row):
        url = reverse("office:token-revoke", args=[pk])
        context["extra_actions"] = [{"label": _("吊销"), "url": url, "icon": "ban"}]
    return render(request, "registers/detail.html", context)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def token_new(request: Request) -> HttpResponse:
    """The one answer that is shown and not redirected to: a secret must not wait anywhere to be told."""
    today = clock.today()
    posted = request.POST if request.method == "POST" else None
    form = TokenForm(posted, on=today)
    if posted is not None and form.is_valid():
        try:
            if not ratelimit.consume(request, action="reauthenticate", user=request.user):
                raise Refused(_("尝试过于频繁，请稍后再试"))
            made, secret = services.issue_token(actor=request.actor, on=today, **form.cleaned_data)
        except Refused as no:
            tell(form, no)
        else:
            return render(request, "office/token.html", {"token": made, "secret": secret})
    urls = {"list": reverse("office:token"), "cancel": reverse("office:mine")}
    return form_page(request, TOKENS, form, _("签发接口令牌"), urls, submit_label=_("签发"))


@require_http_methods(["GET", "POST"])
def token_revoke(request: Request, pk: int) -> HttpResponse:
    rows = REVOKE_TOKENS.rows(request.actor, visible(TOKENS, request.actor))
    found = get_object_or_404(rows, pk=pk)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    back = reverse("office:token-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            services.revoke_token(
                actor=request.actor,
                token_id=pk,
                reason=form.cleaned_data["reason"],
                at=clock.now(),
            )
        except Refused as no:
            tell(form, no)
        else:
            messages.success(request, _("已吊销"))
            return done(request, back)
    heading = _("吊销：%(token)s") % {"token": found}
    urls = {"list": reverse("office:token"), "cancel": back}
    return form_page(request, TOKENS, form, heading, urls, submit_label=_("吊销"))
