"""The API against the table of the pages: every register × every role, by token, in and out of scope."""

import json

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.access.models import Token
from qingmiao.access.queries import digest_of
from qingmiao.kernel import clock
from qingmiao.registers.declaration import REGISTERS
from tests.permissions import world
from tests.permissions.matrix_table import OPEN_TO

pytestmark = pytest.mark.django_db


def header_of(account):
    Token.objects.create(
        account=account,
        purpose="核对权限",
        hint="qm_test",
        digest=digest_of("qm_test"),
        expires_on=clock.today(),
    )
    return {"Authorization": "Bearer qm_test"}


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_a_token_opens_what_the_pages_of_its_account_open(client, role):
    near, far = world.two_places()
    by = header_of(world.account_in(near, role))
    found, leaks = {}, []

    for code, register in REGISTERS.items():
        here, there = near.row_of(register.model).pk, far.row_of(register.model).pk

        def ask(name, *more, at=(register.room, register.noun), **query):
            return client.get(reverse(f"api:{name}", args=[*at, *more]), query, headers=by)

        Token.objects.update(calls=0)  # no minute of this test is long enough for all registers
        listed = ask("register")
        inside, outside = ask("row", here), ask("row", there)
        opened = {"L": listed, "D": inside, "X": outside}
        letters = "".join(letter for letter, a in opened.items() if a.status_code == 200)
        assert {a.status_code for a in opened.values()} <= {200, 404}
        found[code] = letters
        is_own_trace = register.room == "office"
        if "L" in letters:
            total = listed.json()["total"]
            assert total == ("D" in letters) + ("X" in letters) or is_own_trace, code
        if "L" in letters and "X" not in letters:
            assert ask("register", q=world.OUTSIDE).json()["total"] == 0, code
            texts = [listed.content, *([inside.content] if "D" in letters else [])]
            leaks += [code for text in texts if world.OUTSIDE in json.dumps(json.loads(text))]

    kept = {"L", "D", "X"}
    expected = {
        code: "".join(letter for letter in table.get(role, "") if letter in kept)
        for code, table in OPEN_TO.items()
    }
    assert found == expected
    assert leaks == []
