"""Photographs of a request: each behind the permission of the request, and taking one back."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel import clock
from qingmiao.placement.blocks.queries import request as queries
from qingmiao.placement.blocks.services import photo
from qingmiao.placement.blocks.web import forms
from qingmiao.placement.blocks.web.request import step
from qingmiao.webkit.http import Request


@require_GET
def picture(request: Request, pk: int) -> HttpResponse:
    """A photograph drawn by us, kept by nobody on the way."""
    content = photo.content_of(actor=request.actor, photo_id=pk)
    response = HttpResponse(content, content_type="image/jpeg")
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
def void_photo(request: Request, pk: int) -> HttpResponse:
    found = queries.kept_photo(actor=request.actor, pk=pk)
    return step(
        request,
        found.request,
        forms.ReasonForm(request.POST or None),
        _("作废照片"),
        _("已作废"),
        lambda told: photo.void_photo(
            actor=request.actor, photo_id=pk, reason=told["reason"], at=clock.now()
        ),
    )
