"""One page for every step: what it does, what it asks, and why it was refused."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.filling import done as there
from qingmiao.registers.web.filling import tell
from qingmiao.registers.web.listing import urls_of
from qingmiao.webkit.http import Request, page


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
    back = back or urls.get("detail", urls["list"])
    if request.method == "POST" and form.is_valid():
        try:
            change(form.cleaned_data)
        except (Refused, Forbidden) as no:
            tell(form, no)
        else:
            messages.success(request, done)
            return there(request, back)
    context = {
        "register": register,
        "heading": heading % {"title": row} if row else heading,
        "lead": lead,
        "form": form,
        "urls": urls | {"cancel": back},
        "submit_label": _("确认办理"),
        "error_summary": list(form.non_field_errors()),
        "version": None,
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "registers/form.html", "form", context, status=status)
