"""The one way a form of this room is shown, refused and answered."""

from collections.abc import Callable, Mapping

from django import forms
from django.http import HttpResponse

from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.web.filling import done, tell
from qingmiao.selection.demands.register import DEMANDS
from qingmiao.webkit.http import Request, page


def answered(
    request: Request,
    form: forms.Form,
    *,
    heading: str,
    urls: Mapping[str, str],
    submit_label: str,
    change: Callable[[], str],
) -> HttpResponse:
    """``change`` does it and answers where to go; what it refuses comes back with the form."""
    if request.method == "POST" and form.is_valid():
        try:
            url = change()
        except (Refused, Forbidden) as no:
            tell(form, no)
        else:
            return done(request, url)
    context = {
        "register": DEMANDS,
        "heading": heading,
        "form": form,
        "urls": urls,
        "submit_label": submit_label,
        "error_summary": list(form.non_field_errors()),
        "version": None,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "registers/form.html", "form", context, status=status)
