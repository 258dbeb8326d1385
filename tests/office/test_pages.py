import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.access.models import Account, RoleGrant
from qingmiao.ledger.models import Entry
from qingmiao.people.dossiers.services.dossier import note_view
from tests.factories.house import account, district, grant, officer, person, signed_in

pytestmark = pytest.mark.django_db
ENTRIES = reverse("office:entry")


def sentences(response):
    return [line.cells[2].text for line in response.context["lines"]]


def test_the_auditor_reads_every_deed_and_the_leader_those_of_business(client):
    note_view(actor=officer(), person=person("林若曦"))
    signed_in(client, Role.SECURITY_ADMIN)
    client.post(
        reverse("office:account-new"),
        {"username": "zhao", "display_name": "赵", "password": "a-long-password-1", "unit": ""},
    )

    signed_in(client, Role.AUDITOR)
    assert sentences(client.get(ENTRIES)) == ["开设账号 zhao（赵）", "查看 林若曦 的档案"]
    signed_in(client, Role.DEPARTMENT_LEADER)
    assert sentences(client.get(ENTRIES)) == ["查看 林若曦 的档案"]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.CADRE])
def test_to_everybody_else_the_ledger_is_not_there(client, role):
    signed_in(client, role)

    assert client.get(ENTRIES).status_code == 404
    assert client.get(reverse("office:entry-export")).status_code == 404


def test_an_english_reader_is_told_the_deed_in_english(client):
    note_view(actor=officer(), person=person("林若曦"))
    signed_in(client, Role.AUDITOR)

    [line] = client.get(ENTRIES, headers={"Accept-Language": "en"}).context["lines"]

    assert "查看" not in line.cells[2].text
    assert "林若曦" in line.cells[2].text


@pytest.mark.parametrize(
    "statement", ["UPDATE ledger_entry SET reason='x'", "DELETE FROM ledger_entry"]
)
def test_the_database_itself_refuses_to_change_the_past(statement):
    note_view(actor=officer(), person=person("甲"))

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Entry.objects.get().reason == ""


def test_one_administrator_opens_another_grants_and_neither_is_the_auditor(client):
    _root, _bureau, town = district()
    signed_in(client, Role.SYSTEM_ADMIN)
    client.post(
        reverse("office:account-new"),
        {
            "username": "zhao",
            "display_name": "赵",
            "password": "a-long-password-1",
            "unit": town.pk,
        },
    )
    zhao = Account.objects.get(username="zhao")
    asked = {
        "role": "unit_secretary", "scope_kind": "unit", "unit": town.pk, "scope_id": "",
        "begins": "2026-01-01", "ends": "", "reason": "任书记",
    }  # fmt: skip
    refused = client.post(reverse("office:grant-new", args=[zhao.pk]), asked)

    signed_in(client, Role.SECURITY_ADMIN)
    granted = client.post(reverse("office:grant-new", args=[zhao.pk]), asked)

    assert (refused.status_code, granted.status_code) == (404, 302)
    assert RoleGrant.objects.get(account=zhao).unit == town


def test_a_grant_that_cannot_stand_comes_back_with_its_reasons(client):
    to = account()
    grant(to, Role.AUDITOR)
    signed_in(client, Role.SECURITY_ADMIN)
    asked = {"role": "system_admin", "scope_kind": "unit", "begins": "2026-01-01", "reason": "兼任"}

    both = client.post(reverse("office:grant-new", args=[to.pk]), asked)
    nameless = client.post(
        reverse("office:grant-new", args=[to.pk]),
        asked | {"role": "judge", "scope_kind": "contest"},
    )

    assert both.status_code == nameless.status_code == 422
    assert "不得由同一账号兼任" in both.content.decode()
    assert "须填写编号" in nameless.content.decode()
    assert RoleGrant.objects.filter(account=to).count() == 1


def test_a_grant_is_ended_with_a_reason(client):
    row = grant(account(), Role.OFFICER)
    signed_in(client, Role.SECURITY_ADMIN)

    short = client.post(reverse("office:grant-end", args=[row.pk]), {"reason": ""})
    done = client.post(reverse("office:grant-end", args=[row.pk]), {"reason": "调离"})

    row.refresh_from_db()
    assert (short.status_code, done.status_code) == (422, 302)
    assert row.ends is not None


def test_everybody_may_read_the_own_grants(client):
    signed_in(client, Role.JUDGE, matter=("contest", 7))

    body = client.get(reverse("office:mine")).content.decode()

    assert "评委" in body
    assert "比武 #7" in body
