from http import HTTPStatus

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from qingmiao.kernel.errors import Forbidden
from qingmiao.webkit.middleware import CleanText, ForbiddenIsNotFound

pytestmark = pytest.mark.urls("tests.webkit.gallery")

UNREADABLE = {
    "NUL": "张\x00三",
    "escape": "\x1b[31m",
    "delete": "a\x7f",
    "non-character": "a\uffff",
    "reversed reading order": "\u202egnp.exe",
}
READABLE = {
    "rare names": "䶮㛃𬘭",
    "tab and line ends": "一\t二\r\n三",
    "middle dot": "买买提·艾力",
    "emoji": "👍",
}


def answered(request):
    return CleanText(lambda _: HttpResponse("ok"))(request).status_code


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_unreadable_text_is_refused(text, method):
    request = getattr(RequestFactory(), method)("/", {"q": text})

    assert answered(request) == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("text", READABLE.values(), ids=READABLE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_readable_text_passes(text, method):
    request = getattr(RequestFactory(), method)("/", {"q": text})

    assert answered(request) == HTTPStatus.OK


def test_unreadable_names_are_refused_too():
    assert answered(RequestFactory().get("/", {"q\x00": "1"})) == HTTPStatus.BAD_REQUEST
    assert answered(RequestFactory().get("/people/\x00/")) == HTTPStatus.BAD_REQUEST


def test_other_bodies_are_left_to_their_readers():
    request = RequestFactory().post("/", b'{"q": "\\u0000"}', content_type="application/json")

    assert answered(request) == HTTPStatus.OK


def test_what_one_may_not_see_does_not_exist(rf):
    middleware = ForbiddenIsNotFound(lambda _: HttpResponse("ok"))

    refused = middleware.process_exception(rf.get("/"), Forbidden("您无权查看"))
    other = middleware.process_exception(rf.get("/"), ValueError())

    assert refused.status_code == HTTPStatus.NOT_FOUND
    assert "您无权查看" not in refused.content.decode()
    assert other is None
