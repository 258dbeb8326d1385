"""One URL, two sizes: what a request carries, and how a page answers it."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django_htmx.http import trigger_client_event
from django_htmx.middleware import HtmxDetails

from qingmiao.kernel.actor import Actor

PRINTED = ("docx", "pdf")
OPAQUE = "application/octet-stream"
MEDIA_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".json": "application/json; charset=utf-8",
    ".lrmx": "application/xml",
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


class Request(HttpRequest):
    """The request a page receives, as the middleware dresses it. For type checkers only."""

    htmx: HtmxDetails
    actor: Actor


def wants_part(request: Request) -> bool:
    """Whether only the changed part is asked for. «Back» asks for the whole page again."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def page(
    request: Request, template: str, part: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """The whole page, or for htmx only the part of it that changed."""
    name = f"{template}#{part}" if wants_part(request) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


def toast(response: HttpResponse, text: str, *, tone: str = "success") -> HttpResponse:
    """Tell the reader something beside the part that is swapped (``tone``: success, warning, danger)."""
    return trigger_client_event(response, "qm:toast", {"text": text, "tone": tone})


def kept_file(content: bytes | str, name: str, *, media_type: str = "") -> HttpResponse:
    """A file to keep: never opened inside the page, never sniffed, kept by nobody on the way.

    ``name`` is what the reader's disk shall call it, in any script; its ending gives the media type
    unless ``media_type`` says another. What an outsider handed in goes out as ``OPAQUE``.
    """
    kind = media_type or MEDIA_TYPES.get(PurePath(name).suffix.lower(), OPAQUE)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
