"""The one way a form of the office is shown, refused, and answered."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from qingmiao.kernel.errors import Refused
from qingmiao.orgs.permissions import require_keeper
from qingmiao.registers.web.filling import done, form_page, tell
from qingmiao.webkit.http import Request


def posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def changed(
    request: Request,
    form: forms.Form,
    *,
    title: str,
    heading: str,
    back: str,
    list_url: str,
    change: Callable[[], str],
) -> HttpResponse:
    """``change`` does it and answers where to go; what it refuses comes back with the form."""
    require_keeper(request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            url = change()
        except Refused as no:
            tell(form, no)
        else:
            messages.success(request, _("已保存修改"))
            return done(request, url)
    register = {"title": title, "link": "base", "mark": ""}
    return form_page(request, register, form, heading, {"list": list_url, "cancel": back})
