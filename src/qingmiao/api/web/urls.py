from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, include, path

from qingmiao.api.web.reading import API, unknown


def _closed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who shows no token learns nothing here, not even which methods there are."""

    @wraps(view)
    def knocked(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if "Authorization" not in request.headers:
            return unknown(request)
        return view(request, *args, **options)

    return knocked


PATTERNS = [
    each for each in API.urls[0] if isinstance(each, URLPattern) and each.name != "api-root"
]
for pattern in PATTERNS:
    if pattern.callback is not None:
        pattern.callback = _closed(pattern.callback)

urlpatterns = [path("", include((PATTERNS, "api")))]
