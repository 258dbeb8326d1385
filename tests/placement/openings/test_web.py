"""The board, its steps, and the cadre's own page of wishes."""

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.ledger.models import Entry
from qingmiao.placement.openings.models import Opening, Wish
from qingmiao.placement.openings.register import OPENINGS
from tests.factories.ground import client_of, errors_of, exported, judgements, person, send
from tests.factories.placement import opening, scheme, wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer_client():
    return client_of(Role.OFFICER)


def step(client, row, name, **given):
    return client.post(reverse("openings:opening-step", args=[row.pk, name]), given)


def given(host, **changes):
    return {
        "scheme": f"#{scheme().pk}", "host_unit": host.pk, "title": "报建专班", "duties": "",
        "begins": "2027-03-01", "ends": "2028-03-01", "places": "2", "unit_most": "",
        "priority": "2", "is_away": "", "tier": "", "age_most": "", "experience": "",
        "experience_months": "0", "competence": "", "develops": "", **changes,
    }  # fmt: skip


def test_a_host_asks_and_the_department_publishes(officer_client):
    host = person().unit
    asking = client_of(Role.UNIT_ORGANIZER, at=host)

    assert asking.post(reverse("openings:opening-new"), given(host)).status_code == 302
    [row] = Opening.objects.all()
    assert row.state == "draft"
    assert step(asking, row, "publish").status_code == 404
    assert step(officer_client, row, "publish").status_code == 302

    row.refresh_from_db()
    assert row.state == "open"
    assert asking.get(reverse("openings:opening-edit", args=[row.pk])).status_code == 404
    [entry] = Entry.objects.filter(deed="openings.opening.moved")
    assert entry.sentence == f"岗位{row}：已发布"


def test_a_draft_is_known_to_host_and_department_only():
    draft, shown = opening(state="draft"), opening()
    cadre = client_of(Role.CADRE, person=person())

    assert cadre.get(reverse("openings:opening")).context["total"] == 1
    assert cadre.get(reverse("openings:opening-detail", args=[draft.pk])).status_code == 404
    assert cadre.get(reverse("openings:opening-detail", args=[shown.pk])).status_code == 200


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        ({"ends": "2027-03-01"}, ["计划结束须晚于到岗日期"]),
        ({"places": "0"}, ["人数须在 1 到 99 之间"]),
        ({"experience_months": "6"}, ["写了经历月数，还须选择是哪一种经历"]),
        ({"begins": "2010-01-01"}, ["到岗日期不在该选派制度的施行期间内"]),
    ],
)
def test_an_opening_that_cannot_be_is_refused_in_words(officer_client, changes, messages):
    answer = officer_client.post(reverse("openings:opening-new"), given(person().unit, **changes))

    assert (answer.status_code, errors_of(answer)) == (422, messages)


def test_steps_are_refused_with_all_reasons(officer_client):
    past = opening(state="draft", begins="2020-01-01", ends="2021-01-01")
    gone = opening(state="withdrawn", state_reason="调整")

    late = step(officer_client, past, "publish", reason="")
    again = step(officer_client, gone, "publish", reason="")
    bare = step(officer_client, past, "withdraw", reason="")

    assert errors_of(late) == ["到岗日期已过，请先改期"]
    assert errors_of(again) == ["已撤回的岗位不能这样办理"]
    assert bare.status_code == 422
    assert step(officer_client, past, "explode").status_code == 404


def wished(client, *rows, **changes):
    ranks = dict(zip(("first", "second", "third"), (row.pk for row in rows), strict=False))
    return client.post(reverse("openings:mine"), {**ranks, **changes})


def test_a_cadre_names_wishes_and_changes_them(officer_client):
    who, first, second = person(), opening(), opening()
    client = client_of(Role.CADRE, person=who)

    page = client.get(reverse("openings:mine"))
    assert [line["opening"] for line in page.context["lines"]] == [first, second]
    assert wished(client, first, second, limit="away", note="孩子小").status_code == 302
    assert wished(client, second).status_code == 302

    [row] = Wish.objects.all()
    assert (row.first, row.second, row.limit, row.version) == (second, None, "", 2)
    assert Entry.objects.filter(deed="openings.wish.made").count() == 2


def test_wishes_that_cannot_be_are_refused():
    who, shown = person(), opening()
    hidden = opening(state="draft")
    client = client_of(Role.CADRE, person=who)

    twice = wished(client, shown, shown)
    gap = client.post(reverse("openings:mine"), {"second": shown.pk})

    assert errors_of(twice) == ["三个志愿不得重复"]
    assert errors_of(gap) == ["请从第一志愿填起"]
    assert wished(client, hidden).status_code == 422
    assert not Wish.objects.exists()


def test_wishes_are_known_to_oneself_and_the_department():
    row = wish()
    detail = reverse("openings:wish-detail", args=[row.pk])

    assert client_of(Role.OFFICER).get(detail).status_code == 200
    assert client_of(Role.CADRE, person=row.person).get(detail).status_code == 200
    assert client_of(Role.UNIT_SECRETARY, at=row.person.unit).get(detail).status_code == 404
    assert client_of(Role.OFFICER).get(reverse("openings:mine")).status_code == 404


def test_what_goes_out_comes_back_unchanged(officer_client):
    opening(experience="township", experience_months=12, competence="projects")

    batch = send(officer_client, OPENINGS, exported(officer_client, OPENINGS))

    assert set(judgements(batch)) == {("unchanged",)}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_board_asks_as_many_questions_however_long(
    rows, officer_client, django_assert_num_queries
):
    for _ in range(rows):
        opening()

    with django_assert_num_queries(9):
        answer = officer_client.get(reverse("openings:opening"))

    assert answer.context["total"] == rows
