"""One form, its refusals, and the way back: how most of this room is done."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from qingmiao.kernel.errors import Refused
from qingmiao.registers.web.filling import done
from qingmiao.webkit.http import Request, page


def act(
    request: Request,
    form: Form,
    do: Callable[[], object],
    *,
    heading: str,
    submit: str,
    said: str,
    parent: str,
    back: str,
    lead: str = "",
    rows: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """Shows the form, or does what it says; a refusal is the same page with its reasons."""
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except Refused as no:
            for reason in no.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, said)
            return done(request, back)
    context = {
        "heading": heading,
        "lead": lead,
        "parent": parent,
        "back": back,
        "form": form,
        "rows": list(rows),
        "submit_label": submit,
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "nominations/act.html", "form", context, status=status)


def pressed(request: Request, do: Callable[[], str], back: str) -> HttpResponse:
    """One press without a form: back to the page, told what was done or why not."""
    try:
        messages.success(request, do())
    except Refused as no:
        for reason in no.reasons:
            messages.error(request, reason)
    return redirect(back)
