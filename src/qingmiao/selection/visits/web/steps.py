"""One page for every step: what it does, what it asks, and why it was refused."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from qingmiao.registers.declaration import Register
from qingmiao.registers.web.filling import stepped
from qingmiao.registers.web.listing import urls_of
from qingmiao.webkit.http import Request


def step(
    request: Request,
    *,
    register: Register,
    row: Any,
    form: forms.Form,
    heading: str,
    done: str,
    change: Callable[[dict[str, Any]], Any],
    lead: str = "",
    back: str = "",
) -> HttpResponse:
    """Ask, do, and go back to the row; a refusal is the same page with every reason."""
    urls = urls_of(register, row.pk if row else None)
    urls["cancel"] = back or urls.get("detail", urls["list"])
    return stepped(
        request, register, form, lambda: change(form.cleaned_data),
        heading=heading % {"title": row} if row else heading,
        label=_("确认办理"), said=done, urls=urls, lead=lead,
    )  # fmt: skip
