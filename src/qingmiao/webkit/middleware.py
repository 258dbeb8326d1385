"""Two answers given before or instead of a page: «no such thing» and «not readable text»."""

import re
from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.defaults import page_not_found

from qingmiao.kernel.errors import Forbidden

Answer = Callable[[HttpRequest], HttpResponse]

# What PostgreSQL, XML or a reader's eye cannot take: control characters other than tab and line
# ends, halves of surrogate pairs, the two non-characters, and marks that reverse the reading order.
UNREADABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


class ForbiddenIsNotFound:
    """What one may not see does not exist: no door tells a stranger which rows are there."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return page_not_found(request, exception) if isinstance(exception, Forbidden) else None


class CleanText:
    """Text no record could hold is refused at the door, whichever form or address it came by."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any(UNREADABLE.search(text) for text in _texts(request)):
            return render(request, "400.html", status=400)
        return self.get_response(request)


def _texts(request: HttpRequest) -> Iterator[str]:
    """Names of files are not among them: Django has already struck what cannot be printed."""
    yield request.path
    yield from _pairs(request.GET)
    if request.content_type in FORMS:
        yield from _pairs(request.POST)


def _pairs(query: QueryDict) -> Iterator[str]:
    for key, values in query.lists():
        yield key
        yield from (value for value in values if isinstance(value, str))
