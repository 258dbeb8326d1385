"""Every route × every role × in scope / out of scope, against the table beside this test.

The world holds one row of everything in two places; each role belongs to the first. What a role may
not see must not be in any answer: not in lists, counts, searches, exports, offers or pages.
"""

import io

import pytest
from django.urls import get_resolver, reverse
from openpyxl import load_workbook

from qingmiao.access.enums import Role
from qingmiao.registers.declaration import REGISTERS
from qingmiao.registers.web.routes import DOORS, READING
from tests.permissions import world
from tests.permissions.addresses import address, routes
from tests.permissions.matrix_table import OPEN_TO, OTHER_ROUTES

pytestmark = pytest.mark.django_db
REASON = {"purpose": "check", "note": "核对权限"}
ROLES = [role.value for role in Role]


@pytest.fixture(autouse=True)
def every_register_is_declared():
    assert get_resolver().url_patterns


def register_routes():
    return {
        register.url_name(action)
        for register in REGISTERS.values()
        for _tail, action, _view in DOORS
        if not register.is_read_only or action in READING
    }


def test_every_route_stands_in_a_table():
    everything = {name for name, _arguments in routes()}

    assert everything - register_routes() == set(OTHER_ROUTES)
    assert {register.code for register in REGISTERS.values()} == set(OPEN_TO)


class Reader:
    """One signed-in reader who asks and remembers what the answers held."""

    def __init__(self, client):
        self.client = client
        self.bodies = []

    def get(self, url, **query):
        response = self.client.get(url, query)
        assert response.status_code in {200, 404}, f"{url}: {response.status_code}"
        return response

    def opens(self, url):
        return self.get(url).status_code == 200

    def reads(self, url, **query):
        """A page that shows rows: what it holds is remembered."""
        response = self.get(url, **query)
        if response.status_code == 200:
            self.bodies.append((url, response.content))
        return response


def doors_of(reader, register, near, far):
    """The letters of the table for one register, and the count its list tells."""
    here, there = near.row_of(register.model).pk, far.row_of(register.model).pk

    def at(action, pk=None):
        return reverse(register.url_name(action), args=[] if pk is None else [pk])

    listed = reader.reads(at(""))
    found = {
        "L": listed.status_code == 200,
        "D": reader.reads(at("detail", here)).status_code == 200,
        "X": reader.opens(at("detail", there)),
    }
    assert reader.opens(at("export")) == found["L"], "an export opens with its list"
    if not register.is_read_only:
        found |= {
            "N": reader.opens(at("new")),
            "E": reader.opens(at("edit", here)),
            "F": reader.opens(at("edit", there)),
            "V": reader.opens(at("void", here)),
            "W": reader.opens(at("void", there)),
        }
        for action in ("template", "import"):
            assert reader.opens(at(action)) == found["N"], "an import opens with its form"
    letters = "".join(letter for letter, is_open in found.items() if is_open)
    return letters, listed.context["total"] if found["L"] else 0


def exported_text(reader, register):
    answer = reader.client.post(reverse(register.url_name("export")), REASON)
    sheet = load_workbook(io.BytesIO(answer.content), read_only=True).worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if any(row)]
    return len(rows) - 1, " ".join(str(cell) for row in rows for cell in row)


def holds_the_outside(body):
    typed_by_the_reader = f'value="{world.OUTSIDE}"'.encode()
    return world.OUTSIDE.encode() in body.replace(typed_by_the_reader, b"")


@pytest.mark.parametrize("role", ROLES)
def test_registers_open_count_search_and_export_as_the_table_says(client, role):
    near, far = world.two_places()
    client.force_login(world.account_in(near, role))
    found = {}

    for code, register in REGISTERS.items():
        reader = Reader(client)
        letters, total = doors_of(reader, register, near, far)
        found[code] = letters
        seen = ("D" in letters) + ("X" in letters)
        is_own_trace = register.room == "office"  # it lists the accounts and deeds of this test
        assert total == ("L" in letters) * seen or is_own_trace, f"{code}: the count"
        if "L" in letters and "X" not in letters:
            url = reverse(register.url_name())
            assert reader.get(url, q=world.OUTSIDE).context["total"] == 0, f"{code}: the search"
            count, text = exported_text(reader, register)
            assert count == total, f"{code}: the export"
            assert world.OUTSIDE not in text, f"{code}: the export"
        if "X" not in letters:
            leaks = [url for url, body in reader.bodies if holds_the_outside(body)]
            assert leaks == [], "the outside is on the page"

    assert found == {code: table.get(role, "") for code, table in OPEN_TO.items()}


@pytest.mark.parametrize("role", ROLES)
def test_offers_never_name_what_is_out_of_reach(client, role):
    _near, far = world.two_places()
    client.force_login(world.account_in(_near, role))

    for register in REGISTERS.values():
        if register.is_read_only:
            continue
        label = register.model._meta.label_lower
        offers = client.get(reverse("registers:pick", args=[label]), {"q": ""})
        outside = f'#{far.row_of(register.model).pk}"'.encode()
        may_see = "X" in OPEN_TO[register.code].get(role, "")
        assert (outside in offers.content) == may_see, label


@pytest.mark.parametrize("role", ROLES)
def test_other_pages_answer_as_the_table_says(client, role):
    near, far = world.two_places()
    account = world.account_in(near, role)
    found, expected = {}, {}

    for name, (inside, outside) in OTHER_ROUTES.items():
        here, there = address(name, near), address(name, far)
        asked = [("inside", here, inside)]
        if there != here:
            asked.append(("outside", there, outside))
        for where, url, answers in asked:
            client.force_login(account)
            found[name, where] = client.get(url).status_code
            expected[name, where] = next(
                (status for status, roles in answers.items() if role in roles), 404
            )

    assert found == expected
