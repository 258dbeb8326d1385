"""One press and one form: how the steps of this room are done in the browser."""

from collections.abc import Callable
from types import SimpleNamespace

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qingmiao.kernel.errors import Refused
from qingmiao.registers.web.filling import done, form_page, tell
from qingmiao.webkit.http import Request

ROOM = SimpleNamespace(title=_("比武成绩"), link="select", mark="选")  # not interface: the badge
Do = Callable[[], object]


def board_of(contest_id: int) -> str:
    return reverse("results:board", args=[contest_id])


def fill(
    request: Request, form: Form, do: Do, *, heading: str, submit: str, said: str, back: str
) -> HttpResponse:
    """Shows the form, or does what it says; a refusal is the same page with every reason."""
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except Refused as no:
            tell(form, no)
        else:
            messages.success(request, said)
            return done(request, back)
    urls = {"list": reverse("results:index"), "cancel": back}
    return form_page(request, ROOM, form, heading, urls, submit_label=submit)


def press(request: Request, do: Do, *, said: str, back: str) -> HttpResponse:
    """One press: back to the page, told what was done or everything that is missing."""
    try:
        do()
    except Refused as no:
        for reason in no.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, said)
    return redirect(back)
