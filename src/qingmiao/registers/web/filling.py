"""The one page on which anything is filled in: shown, refused with its reasons, and answered."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.webkit.http import Request, page


def form_page(
    request: Request,
    register: Any,
    form: Any,
    heading: str,
    urls: Mapping[str, str],
    *,
    version: int | None = None,
    submit_label: str = "",
    template: str = "registers/form.html",
    lead: str = "",
) -> HttpResponse:
    """``register`` gives title, link and mark; a form that comes back is a refusal."""
    context = {
        "register": register,
        "heading": heading,
        "lead": lead,
        "form": form,
        "urls": urls,
        "submit_label": submit_label or _("保存"),
        "error_summary": list(form.non_field_errors()),
        "version": version,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, template, "form", context, status=status)


def tell(form: Any, no: Exception) -> None:
    """A refusal joins the form's own errors; keeping a row outside one's scope is told as such."""
    reasons = no.reasons if isinstance(no, Refused) else (str(no),)
    for reason in reasons:
        form.add_error(None, reason)


def done(request: Request, url: str) -> HttpResponse:
    """On to the page of what was written."""
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def answered(
    request: Request,
    register: Any,
    form: Any,
    heading: str,
    urls: Mapping[str, str],
    *,
    submit_label: str,
    change: Callable[[], str],
    template: str = "registers/form.html",
    lead: str = "",
) -> HttpResponse:
    """``change`` does it and answers where to go; what it refuses comes back with the form."""
    if request.method == "POST" and form.is_valid():
        try:
            url = change()
        except (Refused, Forbidden) as no:
            tell(form, no)
        else:
            return done(request, url)
    return form_page(
        request, register, form, heading, urls,
        submit_label=submit_label, template=template, lead=lead,
    )  # fmt: skip


def stepped(
    request: Request,
    register: Any,
    form: Any,
    act: Callable[[], object],
    *,
    heading: str,
    label: str,
    said: str,
    urls: Mapping[str, str],
    lead: str = "",
) -> HttpResponse:
    """One step of a row: ask, do, say so, and go back to where «cancel» leads."""

    def change() -> str:
        act()
        messages.success(request, said)
        return urls["cancel"]

    return answered(
        request, register, form, heading, urls, submit_label=label, change=change, lead=lead
    )
