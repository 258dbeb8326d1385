"""One URL, two sizes: what a request carries, and how a page answers it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.http import trigger_client_event
from django_htmx.middleware import HtmxDetails

from qingmiao.kernel.actor import Actor


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
