import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.stewardship.inspections.services import explain_finding
from tests.factories import house, stewardship

pytestmark = pytest.mark.django_db


@pytest.fixture
def concerned():
    return house.person("张苗", where=house.unit("青云镇"))


def test_the_person_concerned_is_heard(client, concerned):
    row = stewardship.finding(concerned)
    house.signed_in(client, Role.CADRE, who=concerned)

    answer = client.post(
        reverse("inspections:finding-explain", args=[row.pk]),
        {"explanation": "当时在村里走访，王主任可以证明"},
    )

    row.refresh_from_db()
    assert answer.url == reverse("inspections:mine")
    assert (row.explanation[:6], row.state, row.version) == ("当时在村里走", "explained", 2)
    [entry] = Entry.objects.filter(deed="inspections.finding.explained")
    assert entry.subject_id == row.pk


@pytest.mark.parametrize("state", ["overturned", "rectifying", "verified"])
def test_what_is_judged_is_no_longer_explained(concerned, state):
    row = stewardship.finding(concerned, state=state, verified_on=house.TODAY)

    with pytest.raises(Refused) as no:
        explain_finding(
            actor=house.actor(Role.CADRE, who=concerned), finding_id=row.pk, explanation=" "
        )

    assert no.value.reasons == (
        "该问题已经认定，不再接受说明，如有异议请联系干部科",
        "请写明情况",
    )


def test_nobody_explains_for_somebody_else(concerned):
    row = stewardship.finding(concerned)

    for stranger in (house.officer(), house.actor(Role.CADRE, who=house.person())):
        with pytest.raises(Forbidden):
            explain_finding(actor=stranger, finding_id=row.pk, explanation="我替他说")

    row.refresh_from_db()
    assert row.explanation == ""


def test_an_empty_word_is_refused_on_the_page(client, concerned):
    row = stewardship.finding(concerned)
    house.signed_in(client, Role.CADRE, who=concerned)

    answer = client.post(reverse("inspections:finding-explain", args=[row.pk]), {"explanation": ""})

    assert answer.status_code == 422
    assert f"id_{row.pk}_explanation" in answer.content.decode()


def test_my_page_shows_mine_and_no_other(client, concerned):
    mine = stewardship.finding(concerned, description="迟到半小时")
    stewardship.finding(house.person(), description="办公室喝酒")
    house.signed_in(client, Role.CADRE, who=concerned)

    text = client.get(reverse("inspections:mine")).content.decode()
    listed = client.get(reverse("inspections:finding")).content.decode()
    page = client.get(reverse("inspections:finding-detail", args=[mine.pk])).content.decode()

    assert "迟到半小时" in text
    assert "办公室喝酒" not in text + listed
    assert reverse("inspections:mine") in listed
    assert f"#finding-{mine.pk}" in page


def test_without_a_person_there_is_no_such_page(client):
    house.signed_in(client, Role.OFFICER)

    assert client.get(reverse("inspections:mine")).status_code == 404
    assert "inspections/mine" not in client.get(reverse("inspections:finding")).content.decode()
