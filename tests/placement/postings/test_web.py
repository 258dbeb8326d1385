"""Postings and schemes through their doors."""

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.evidence.models import Evidence
from qingmiao.placement.postings.models import Posting
from qingmiao.placement.postings.register import POSTINGS, SCHEMES
from tests.factories.ground import (
    client_of,
    errors_of,
    exported,
    judgements,
    person,
    send,
    unit,
)
from tests.factories.placement import mentorship, posting, returned, scheme

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def officer_client():
    return client_of(Role.OFFICER)


def given(who, **changes):
    return {
        "scheme": f"#{changes.pop('of', None) or scheme().pk}", "person": f"#{who.pk}",
        "home_unit": changes.pop("home", None) or unit().pk, "host_unit": "", "place": "专班",
        "round_no": "", "begins": "2025-03-01", "planned_end": "", "ends": "", "letter_no": "",
        "state": "running", "early_reason": "", "result": "", **changes,
    }  # fmt: skip


def enter(client, values):
    return client.post(reverse("postings:posting-new"), values)


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        ({"ends": "2025-03-01", "state": "returned"}, ["实际结束须晚于开始日期"]),
        (
            {"ends": "2025-06-01"},
            ["期满返回、提前返回须填写实际结束日期，其他状态不填"],
        ),
        ({"state": "recalled", "ends": "2025-06-01"}, ["提前返回须写明理由"]),
        ({"state": "returned"}, ["期满返回、提前返回须填写实际结束日期，其他状态不填"]),
    ],
)
def test_a_posting_that_cannot_be_is_refused_in_words(officer_client, changes, messages):
    answer = enter(officer_client, given(person(), **changes))

    assert answer.status_code == 422
    assert errors_of(answer) == messages
    assert not Posting.objects.exists()


def test_an_overlapping_posting_is_refused_in_words(officer_client):
    standing = posting()

    answer = enter(officer_client, given(standing.person, begins="2025-06-01"))

    assert errors_of(answer) == ["该同志在这一时期已有其他选派，期间不得重叠"]


def test_a_second_scheme_of_the_code_is_refused(officer_client):
    values = {
        "code": scheme(code="visiting").code, "name": "驻点招商", "group": "shadow", "months": "6",
        "is_full_time": "1", "extend_months": "6", "review_months": "6",
        "host_kind": "", "mentor_policy": "", "basis": "", "begins": "2023-01-01", "ends": "",
    }  # fmt: skip

    answer = officer_client.post(reverse("postings:scheme-new"), values)

    assert errors_of(answer) == ["已有相同代码的选派制度"]


def test_home_proposes_and_does_not_send():
    who = person()
    client = client_of(Role.UNIT_ORGANIZER, at=who.unit)

    assert enter(client, given(who, home=who.unit_id, state="proposed")).status_code == 302
    refused = enter(client, given(who, home=who.unit_id))

    assert refused.status_code == 422
    assert "派出单位只能提出和修改拟选派人选" in refused.content.decode()
    assert [row.state for row in Posting.objects.all()] == ["proposed"]


def test_the_host_finds_the_form_for_its_word_and_writes_it():
    row = returned()
    client = client_of(Role.HOST_HEAD, at=row.host_unit)
    detail, form = (
        reverse(f"postings:posting-{name}", args=[row.pk]) for name in ("detail", "result")
    )

    [action] = client.get(detail).context["extra_actions"]
    assert action["url"] == form
    assert client.get(form).status_code == 200
    short = client.post(form, {"result": "好"}, headers=HTMX)
    answer = client.post(form, {"result": "牵头签约三个项目", "version": "1"})

    assert short.status_code == 422
    assert short.content.decode().strip().startswith('<form id="form"')
    assert (answer.status_code, answer.url) == (302, detail)
    assert [claim.claim for claim in Evidence.objects.all()] == ["牵头签约三个项目"]


def test_an_older_form_is_told_that_somebody_wrote_meanwhile():
    row = returned(version=4)
    client = client_of(Role.HOST_HEAD, at=row.host_unit)

    answer = client.post(
        reverse("postings:posting-result", args=[row.pk]),
        {"result": "牵头签约三个项目", "version": "3"},
    )

    assert answer.status_code == 422
    assert "他人已修改" in answer.content.decode()


def test_with_scripts_the_saved_word_leads_back_to_the_posting():
    row = returned()

    answer = client_of(Role.HOST_HEAD, at=row.host_unit).post(
        reverse("postings:posting-result", args=[row.pk]),
        {"result": "牵头签约三个项目"},
        headers=HTMX,
    )

    assert answer.headers["HX-Redirect"] == reverse("postings:posting-detail", args=[row.pk])


def test_who_may_not_judge_finds_no_form():
    running, over = posting(), returned()
    host = client_of(Role.HOST_HEAD, at=running.host_unit)
    home = client_of(Role.UNIT_SECRETARY, at=over.home_unit)

    for client, row in ((host, running), (host, over), (home, over)):
        url = reverse("postings:posting-result", args=[row.pk])
        assert client.get(url).status_code == 404
        assert client.post(url, {"result": "越权填写"}).status_code == 404
    assert home.get(reverse("postings:posting-detail", args=[over.pk])).status_code == 200


def test_the_list_leads_to_the_record_and_not_to_a_dossier_the_host_may_not_open():
    row = returned()
    client = client_of(Role.HOST_HEAD, at=row.host_unit)

    [line] = client.get(reverse("postings:posting")).context["lines"]

    assert (line.cells[0].text, line.cells[0].url) == (row.person.name, "")
    assert client.get(line.url).status_code == 200


def test_a_scheme_counts_who_went_and_each_number_opens_its_list(officer_client):
    of = scheme()
    mine = posting(scheme=of)
    returned(scheme=of)
    returned(scheme=of, state="recalled", early_reason="工作需要")
    posting(scheme=of, state="proposed")
    posting()
    url = reverse("postings:scheme-detail", args=[of.pk])

    cards = officer_client.get(url).context["cards"]
    home = client_of(Role.UNIT_SECRETARY, at=mine.home_unit).get(url).context["cards"]

    assert [card["value"] for card in cards] == [3, 1, 1, 1]
    for card in cards:
        assert officer_client.get(card["url"]).context["total"] == card["value"]
    assert [card["value"] for card in home] == [1, 1, 0, 0]


def test_the_page_of_a_posting_shows_its_mentors(officer_client):
    row = posting()
    mentorship(row.person, posting=row)

    page = officer_client.get(reverse("postings:posting-detail", args=[row.pk]))

    assert [part["title"] for part in page.context["parts"]] == ["帮带结对"]


def test_a_unit_finds_its_own_postings_and_no_other():
    mine, other = posting(), posting()
    client = client_of(Role.UNIT_SECRETARY, at=mine.home_unit)

    assert client.get(reverse("postings:posting")).context["total"] == 1
    assert client.get(reverse("postings:posting-detail", args=[mine.pk])).status_code == 200
    assert client.get(reverse("postings:posting-detail", args=[other.pk])).status_code == 404


@pytest.mark.parametrize("register", [POSTINGS, SCHEMES])
def test_what_goes_out_comes_back_unchanged(officer_client, register):
    returned(person("李明"), result="优秀")
    posting(person("王芳"), planned_end="2026-03-01")

    batch = send(officer_client, register, exported(officer_client, register))

    assert set(judgements(batch)) == {("unchanged",)}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("register", "questions"), [(POSTINGS, 10), (SCHEMES, 7)])
def test_a_list_asks_as_many_questions_however_long(
    register, questions, rows, officer_client, django_assert_num_queries
):
    for _ in range(rows):
        posting()

    with django_assert_num_queries(questions):
        answer = officer_client.get(reverse(register.url_name()))

    assert answer.context["total"] == rows
