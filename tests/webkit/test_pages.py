"""Every page of the kit renders, with nothing the content policy forbids."""

import re
from html.parser import HTMLParser

import pytest

from tests.harness.htmx import assert_swap_equals_reload
from tests.webkit import gallery

STATUS = {"404/": 404, "403/": 403, "500/": 500}
pytestmark = pytest.mark.urls("tests.webkit.gallery")


@pytest.fixture(autouse=True)
def frame(settings):
    settings.QINGMIAO_MENU = "tests.webkit.gallery.menu"
    settings.QINGMIAO_READER = "tests.webkit.gallery.reader"


class Reading(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.ids, self.referred, self.forbidden, self.h1 = [], set(), [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.h1 += tag == "h1"
        if "id" in attributes:
            self.ids.append(attributes["id"])
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            self.referred |= set((attributes.get(name) or "").split())
        if "style" in attributes or any(name.startswith("on") for name in attributes):
            self.forbidden.append(self.get_starttag_text())
        if tag == "style" or (tag == "script" and not _is_allowed(attributes)):
            self.forbidden.append(self.get_starttag_text())


def _is_allowed(script):
    return "src" in script or script.get("type") == "application/json"


@pytest.mark.parametrize("address", list(gallery.PAGES))
def test_page_renders_whole_and_clean(client, address):
    response = client.get(f"/{address}")

    assert response.status_code == STATUS.get(address, 200)
    reading = Reading(response.content.decode())
    assert reading.forbidden == []
    assert reading.h1 == 1
    assert sorted(reading.ids) == sorted(set(reading.ids))
    assert reading.referred - set(reading.ids) <= {"messages"}


@pytest.mark.parametrize("address", ["list/", "form/", "void/", "import/", "batch/"])
def test_part_is_a_piece_of_the_page(client, address):
    whole = client.get(f"/{address}").content.decode()

    part = client.get(f"/{address}", headers={"HX-Request": "true"}).content.decode().strip()

    assert part.startswith(("<div id=", "<form id="))
    assert _plain(part) in _plain(whole)


def test_back_button_gets_the_whole_page(client):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    response = client.get("/list/", headers=headers)

    assert response.content.lstrip().startswith(b"<!doctype html>")
    assert "HX-History-Restore-Request" in response.headers["Vary"]


def test_errors_are_told_at_the_top_and_at_the_field(client):
    html = client.get("/form/wrong/").content.decode()

    assert '<a href="#id_begins">到岗日期</a>' in html
    assert 'aria-describedby="id_begins_error"' in html
    assert 'id="id_begins_error"' in html


def test_menu_marks_where_one_stands(client):
    html = client.get("/detail/voided/").content.decode()

    [here] = re.findall(r'<a href="([^"]+)" aria-current="page"', html)
    assert here == "/detail/"


def test_empty_list_says_what_to_do_next(client):
    html = client.get("/list/empty/").content.decode()

    assert gallery.REGISTER["empty_hint"] in html
    assert 'href="/new/"' in html
    assert 'href="/import/"' in html


def test_every_page_says_it_holds_no_state_secrets(client):
    for address in ("list/", "sign-in/", "404/"):
        assert "不得存储、处理国家秘密" in client.get(f"/{address}").content.decode()


def _plain(html):
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)
    return re.sub(r"\s+", " ", html)


@pytest.mark.parametrize(
    ("address", "target"), [("/list/?page=2", "results"), ("/form/", "form"), ("/batch/", "batch")]
)
def test_swap_equals_reload(client, address, target):
    assert_swap_equals_reload(client, address, target=target)
