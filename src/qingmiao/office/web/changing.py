"""The one way a form of the office is shown, refused, and answered."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from qingmiao.kernel.errors import Refused
from qingmiao.orgs.permissions import require_keeper
from qingmiao.webkit.http import Request, page


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
            for reason in no.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("已保存修改"))
            if request.htmx:
                return HttpResponse(status=204, headers={"HX-Redirect": url})
            return redirect(url)
    context = {
        "register": {"title": title, "link": "base", "mark": ""},
        "heading": heading,
        "form": form,
        "urls": {"list": list_url, "cancel": back},
        "submit_label": _("保存"),
        "error_summary": list(form.non_field_errors()),
        "version": None,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "registers/form.html", "form", context, status=status)
