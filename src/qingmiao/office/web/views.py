"""Accounts and grants: opened by one administrator, granted by another, never by oneself."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.access import services
from qingmiao.access.queries import grants_in_force
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.office.permissions import KEEP_ACCOUNTS, KEEP_GRANTS
from qingmiao.office.register import ACCOUNTS, GRANTS
from qingmiao.office.web.forms import AccountForm, EndForm, GrantForm
from qingmiao.registers.declaration import Register
from qingmiao.registers.queries import visible
from qingmiao.registers.web.filling import done, form_page, tell
from qingmiao.registers.web.listing import list_context
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request, page


@require_GET
def accounts(request: Request, register: Register) -> HttpResponse:
    if register.view.nowhere(request.actor):
        raise Forbidden(register.view.sentence)
    context = dict(list_context(register, request))
    context["can"] = context["can"] | {"enter": not KEEP_ACCOUNTS.nowhere(request.actor)}
    context["urls"] = context["urls"] | {"new": reverse("office:account-new")}
    return page(request, "registers/list.html", "results", context)


@require_GET
def account(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(register, request, pk)
    if not KEEP_GRANTS.nowhere(request.actor):
        url = reverse("office:grant-new", args=[pk])
        context["extra_actions"] = [{"label": _("授予角色"), "url": url, "icon": "key"}]
    return render(request, "registers/detail.html", context)


@require_GET
def grant(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(register, request, pk)
    if not KEEP_GRANTS.nowhere(request.actor):
        url = reverse("office:grant-end", args=[pk])
        context["extra_actions"] = [{"label": _("收回"), "url": url, "icon": "ban"}]
    return render(request, "registers/detail.html", context)


def _form(request: Request, register: Register, form: Any, heading: str, back: str) -> HttpResponse:
    urls = {"list": reverse(register.url_name()), "cancel": back}
    return form_page(request, register, form, heading, urls)


@require_http_methods(["GET", "POST"])
def account_new(request: Request) -> HttpResponse:
    if KEEP_ACCOUNTS.nowhere(request.actor):
        raise Forbidden(KEEP_ACCOUNTS.sentence)
    posted = request.POST if request.method == "POST" else None
    form = AccountForm(posted, on=clock.today())
    if posted is not None and form.is_valid():
        try:
            made = services.create_account(actor=request.actor, **form.cleaned_data)
        except Refused as no:
            tell(form, no)
        else:
            messages.success(request, _("已开设账号 %(name)s") % {"name": made.username})
            return done(request, reverse("office:account-detail", args=[made.pk]))
    back = reverse("office:account")
    return _form(request, ACCOUNTS, form, _("开设账号"), back)


@require_http_methods(["GET", "POST"])
def grant_new(request: Request, pk: int) -> HttpResponse:
    if KEEP_GRANTS.nowhere(request.actor):
        raise Forbidden(KEEP_GRANTS.sentence)
    to = get_object_or_404(visible(ACCOUNTS, request.actor), pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = GrantForm(posted, on=clock.today())
    back = reverse("office:account-detail", args=[pk])
    if posted is not None and form.is_valid():
        try:
            services.grant_role(actor=request.actor, account=to, **form.cleaned_data)
        except ValidationError as no:
            form.add_error(None, no.messages)
        except Refused as no:
            tell(form, no)
        else:
            messages.success(request, _("已授权"))
            return done(request, back)
    heading = _("给 %(account)s 授权") % {"account": to}
    return _form(request, GRANTS, form, heading, back)


@require_http_methods(["GET", "POST"])
def grant_end(request: Request, pk: int) -> HttpResponse:
    if KEEP_GRANTS.nowhere(request.actor):
        raise Forbidden(KEEP_GRANTS.sentence)
    found = get_object_or_404(visible(GRANTS, request.actor), pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = EndForm(posted)
    back = reverse("office:account-detail", args=[found.account_id])
    if posted is not None and form.is_valid():
        services.end_role(
            actor=request.actor,
            grant_id=pk,
            on=clock.today(),
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, _("已收回"))
        return done(request, back)
    heading = _("收回：%(grant)s") % {"grant": found}
    return _form(request, GRANTS, form, heading, back)


@require_GET
def mine(request: Request) -> HttpResponse:
    """What the reader may do here today: roles, scopes, periods, reasons. Everybody has this page."""
    held = grants_in_force(account_id=request.actor.account_id, on=clock.today())
    return render(request, "office/mine.html", {"grants": held})
