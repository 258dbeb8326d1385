"""Photographs and voice notes of a visit: each file behind the permission of the notes, adding, voiding."""

import re
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel import clock
from qingmiao.selection.visits.models import Enclosure, Visit
from qingmiao.selection.visits.permissions import KEEP_VISITS
from qingmiao.selection.visits.queries.enclosure import kept_enclosures
from qingmiao.selection.visits.register import VISITS
from qingmiao.selection.visits.services.enclosure import (
    add_enclosures,
    content_of,
    void_enclosure,
)
from qingmiao.selection.visits.web.forms import ReasonForm
from qingmiao.selection.visits.web.sheet import TakenForm
from qingmiao.selection.visits.web.steps import step
from qingmiao.webkit.http import Request

SPAN = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


@require_GET
def enclosure(request: Request, pk: int) -> HttpResponse:
    """The file itself: a type we made sure of, kept by nobody on the way, and nothing in it may run."""
    row, content = content_of(actor=request.actor, enclosure_id=pk)
    response = _part(request.headers.get("Range", ""), content)
    response["Content-Type"] = row.media_type
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Accept-Ranges"] = "bytes"
    return response


def _part(asked: str, content: bytes) -> HttpResponse:
    """Players ask for a sound piece by piece, some play nothing else."""
    span = SPAN.fullmatch(asked.strip())
    begins = int(span[1]) if span else 0
    if span is None or begins >= len(content):
        return HttpResponse(content)
    last = min(int(span[2]) if span[2] else len(content) - 1, len(content) - 1)
    if last < begins:
        return HttpResponse(content)
    response = HttpResponse(content[begins : last + 1], status=206)
    response["Content-Range"] = f"bytes {begins}-{last}/{len(content)}"
    return response


@require_http_methods(["GET", "POST"])
def enclose(request: Request, pk: int) -> HttpResponse:
    row: Visit = get_object_or_404(KEEP_VISITS.rows(request.actor, VISITS.base()), pk=pk)
    is_sent = request.method == "POST"
    form = TakenForm(request.POST if is_sent else None, request.FILES if is_sent else None)

    def change(_told: dict[str, Any]) -> None:
        add_enclosures(actor=request.actor, visit_id=pk, taken=form.read())

    return step(
        request,
        register=VISITS,
        row=row,
        form=form,
        heading=_("补充照片和录音：%(title)s"),
        done=_("已补充"),
        change=change,
    )


@require_http_methods(["GET", "POST"])
def void(request: Request, pk: int) -> HttpResponse:
    row: Enclosure = get_object_or_404(kept_enclosures(actor=request.actor), pk=pk)
    return step(
        request,
        register=VISITS,
        row=row.visit,
        form=ReasonForm(request.POST or None),
        heading=_("作废照片或录音：%(title)s"),
        lead=_("作废后不再显示，理由记入台账。"),
        done=_("已作废"),
        change=lambda told: void_enclosure(
            actor=request.actor, enclosure_id=pk, reason=told["reason"], at=clock.now()
        ),
        back=reverse("visits:visit-detail", args=[row.visit_id]),
    )
