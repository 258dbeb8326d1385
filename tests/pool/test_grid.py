"""The two-axis view: for whom it is, that every cell is its rows, and that nothing in it is a score."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.pool.models import GridReader, Membership
from qingmiao.pool.permissions import READ_GRID
from qingmiao.pool.services.upkeep import end_grid_reader, name_grid_reader
from tests.factories.evidence import claim
from tests.factories.ground import agree, errors_of
from tests.factories.house import TODAY, acting, actor, holder, leader, person, signed_in, unit
from tests.factories.pool import AT
from tests.factories.selection import membership

pytestmark = pytest.mark.django_db


def test_only_leaders_and_named_officers_read_it_and_never_of_themselves():
    me = person(where=unit())
    mine, row = membership(me), membership()
    plain, named = holder(Role.OFFICER), holder(Role.OFFICER)
    reader = name_grid_reader(actor=leader(), account_id=named.pk, reason="会商准备")

    agree(READ_GRID, Membership, leader(), [mine, row])
    agree(READ_GRID, Membership, leader(who=me), [row])
    agree(READ_GRID, Membership, acting(named), [mine, row])
    for who in (acting(plain), actor(Role.DISTRICT_LEADER), actor(Role.UNIT_SECRETARY)):
        agree(READ_GRID, Membership, who, [])

    end_grid_reader(actor=leader(), reader_id=reader.pk, at=AT)
    agree(READ_GRID, Membership, acting(named), [])


def test_only_leaders_name_and_only_officers_once():
    named = holder(Role.OFFICER)
    with pytest.raises(Forbidden):
        name_grid_reader(actor=acting(named), account_id=named.pk, reason="自己")
    name_grid_reader(actor=leader(), account_id=named.pk, reason="会商准备")
    for account in (named, holder(Role.CADRE)):
        with pytest.raises(Refused):
            name_grid_reader(actor=leader(), account_id=account.pk, reason="再次")
    with pytest.raises(IntegrityError), transaction.atomic():
        GridReader.objects.create(account=named, reason="再次", named_by="李部长")


def test_every_cell_opens_exactly_the_rows_it_counts(client):
    fresh, fading, silent = membership(), membership(), membership()
    for kind in ("visit", "host"):
        claim(fresh.person, source_kind=kind, happened_on=TODAY)
    old = claim(fading.person, happened_on=TODAY - timedelta(days=500))
    claim(silent.person, happened_on=TODAY, secrecy="M")
    signed_in(client, Role.DEPARTMENT_LEADER)

    page = client.get(reverse("pool:grid"), {"on": TODAY.isoformat()})

    counts = [[cell["count"] for cell in row["cells"]] for row in page.context["rows"]]
    assert counts == [[0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0]]
    for row in page.context["rows"]:
        for cell in row["cells"]:
            opened = client.get(f"{reverse('pool:grid')}{cell['url']}".partition("#")[0])
            assert opened.context["page"].paginator.count == cell["count"]
    cell = page.context["rows"][1]["cells"][1]["url"].partition("#")[0]
    [line] = client.get(f"{reverse('pool:grid')}{cell}").context["lines"]
    assert [aged.claim.pk for aged in line["claims"]] == [old.pk]


def test_one_dimension_and_one_tier_narrow_rows_and_claims_alike(client):
    row, other = membership(), membership(tier="A")
    claim(row.person, happened_on=TODAY, dimension="masses")
    claim(other.person, happened_on=TODAY, dimension="duty")
    signed_in(client, Role.DEPARTMENT_LEADER)
    asked = {"on": TODAY.isoformat(), "dimension": "masses", "column": "1", "band": "fresh"}

    one = client.get(reverse("pool:grid"), asked)
    none = client.get(reverse("pool:grid"), asked | {"tier": "A"})
    against = client.get(reverse("pool:grid"), {"on": TODAY.isoformat(), "axis": "against"})

    assert [line["row"] for line in one.context["lines"]] == [row]
    assert (one.context["total"], none.context["total"], none.context["lines"]) == (2, 1, [])
    assert against.context["rows"][0]["cells"][0]["count"] == 2


def test_who_may_not_read_it_finds_no_door(client):
    for role in (Role.OFFICER, Role.DISTRICT_LEADER, Role.CADRE):
        signed_in(client, role)
        for name in ("grid", "grid-reader-new"):
            assert client.get(reverse(f"pool:{name}")).status_code == HTTPStatus.NOT_FOUND
    assert "双维视图" not in client.get(reverse("pool:membership")).content.decode()


def test_a_leader_names_and_ends_a_reader_at_the_door(client):
    officer = holder(Role.OFFICER)
    signed_in(client, Role.DEPARTMENT_LEADER)
    url = reverse("pool:grid-reader-new")

    assert errors_of(client.post(url, {"account": officer.pk, "reason": ""})) == [
        "这个字段是必填项。"
    ]
    assert (
        client.post(url, {"account": officer.pk, "reason": "会商准备"}).status_code
        == HTTPStatus.FOUND
    )
    [reader] = client.get(reverse("pool:grid")).context["readers"]
    end = reverse("pool:grid-reader-end", args=[reader.pk])
    assert client.post(end).status_code == HTTPStatus.FOUND
    assert client.post(end).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("rows", [1, 3])
def test_the_view_asks_a_fixed_number_of_questions(client, rows, django_assert_num_queries):
    for _ in range(rows):
        claim(membership().person, happened_on=TODAY)
    signed_in(client, Role.DEPARTMENT_LEADER)
    asked = {"on": TODAY.isoformat(), "column": "1", "band": "fresh"}
    client.get(reverse("pool:grid"), asked)

    with django_assert_num_queries(QUESTIONS):
        client.get(reverse("pool:grid"), asked)


QUESTIONS = 8
