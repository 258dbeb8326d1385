import json
from datetime import date
from pathlib import Path

import pytest
from django.urls import get_resolver, reverse

from qingmiao.access.models import Token
from qingmiao.access.queries import actor_for
from qingmiao.access.services import CALLS_A_MINUTE, issue_token, revoke_token
from qingmiao.api.web.reading import promise
from qingmiao.kernel import clock
from qingmiao.ledger.models import Entry
from tests.factories import house, stewardship

pytestmark = pytest.mark.django_db
PASSWORD = "correct-horse-42"
PROMISE = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"


@pytest.fixture(autouse=True)
def every_register_is_declared():
    assert get_resolver().url_patterns


def program_of(account, purpose="数据共享平台每日核对"):
    """The header a program of this account sends."""
    account.set_password(PASSWORD)
    account.save()
    today = clock.today()
    _token, secret = issue_token(
        actor=actor_for(account=account, on=today, door="web"),
        password=PASSWORD,
        purpose=purpose,
        expires_on=today,
        on=today,
    )
    return {"Authorization": f"Bearer {secret}"}


def asked(client, name, *args, by, **query):
    return client.get(reverse(f"api:{name}", args=args), query, headers=by)


@pytest.fixture
def two_towns():
    root = house.unit("演示区")
    return house.unit("青云镇", parent=root), house.unit("白水镇", parent=root)


def test_a_stranger_is_told_nothing(client):
    for name in ("registers", "people", "figures"):
        answer = client.get(reverse(f"api:{name}"))

        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == "Bearer"


def test_a_signed_in_page_does_not_open_the_api(client):
    house.signed_in(client)

    assert client.get(reverse("api:people")).status_code == 401


def test_a_wrong_an_expired_and_a_revoked_token_open_nothing(client):
    account = house.holder("officer")
    expired, revoked = program_of(account), program_of(account)
    [first, second] = Token.objects.order_by("pk")
    Token.objects.filter(pk=first.pk).update(expires_on=date(2020, 1, 1))
    revoke_token(
        actor=actor_for(account=account, on=clock.today(), door="web"),
        token_id=second.pk,
        reason="不再使用",
        at=clock.now(),
    )

    for header in (expired, revoked, {"Authorization": "Bearer qm_guess"}):
        assert asked(client, "registers", by=header).status_code == 401


def test_a_closed_account_takes_its_programs_with_it(client):
    account = house.holder("officer")
    header = program_of(account)
    account.is_active = False
    account.save()

    assert asked(client, "registers", by=header).status_code == 401


def test_a_program_reads_what_its_account_sees_and_counts_nothing_else(client, two_towns):
    near, far = two_towns
    inside = stewardship.check(near)
    outside = stewardship.check(far)
    header = program_of(house.holder("unit_secretary", over=near))

    listed = asked(client, "register", "inspections", "check", by=header).json()
    searched = asked(client, "register", "inspections", "check", by=header, q="白水").json()

    assert (listed["total"], [row["id"] for row in listed["rows"]]) == (1, [inside.pk])
    assert searched["total"] == 0
    assert asked(client, "row", "inspections", "check", inside.pk, by=header).status_code == 200
    assert asked(client, "row", "inspections", "check", outside.pk, by=header).status_code == 404
    assert "白水" not in json.dumps(listed, ensure_ascii=False)


def test_a_register_the_account_cannot_open_does_not_exist(client):
    header = program_of(house.holder("district_leader"))

    codes = [each["code"] for each in asked(client, "registers", by=header).json()]

    assert "inspections.finding" not in codes
    assert asked(client, "register", "inspections", "finding", by=header).status_code == 404
    assert asked(client, "register", "no", "such", by=header).status_code == 404


def test_a_row_tells_codes_words_and_days(client, two_towns):
    row = stewardship.check(two_towns[0], checked_on=date(2025, 5, 6))
    header = program_of(house.holder("officer"))

    told = asked(client, "row", "inspections", "check", row.pk, by=header).json()["fields"]

    assert told["checked_on"] == "2025-05-06"
    assert told["unit"] == {"id": row.unit_id, "text": "青云镇"}
    assert told["state"] == {"code": "held", "text": "已检查"}
    assert told["is_unannounced"] is True


def test_no_answer_is_kept_on_the_way(client):
    header = program_of(house.holder("officer"))

    assert "no-store" in asked(client, "registers", by=header)["Cache-Control"]


def test_what_leaves_by_the_api_is_in_the_ledger_with_its_purpose(client, two_towns):
    stewardship.check(two_towns[0])
    header = program_of(house.holder("officer"))

    asked(client, "register", "inspections", "check", by=header, q="青云")

    entry = Entry.objects.latest("pk")
    assert (entry.deed, entry.door, entry.reason) == (
        "inspections.check.exported",
        "api",
        "数据共享平台每日核对",
    )
    assert entry.detail["count"] == 1


def test_people_leave_by_the_hand_that_may_export_them(client, two_towns):
    near, far = two_towns
    inside, outside = house.person("张苗", where=near), house.person("李禾", where=far)
    header = program_of(house.holder("unit_organizer", over=near))

    listed = asked(client, "people", by=header).json()

    assert [row["title"] for row in listed["rows"]] == ["张苗"]
    assert asked(client, "person", inside.pk, by=header).json()["title"] == "张苗"
    assert asked(client, "person", outside.pk, by=header).status_code == 404
    assert Entry.objects.latest("pk").deed == "dossiers.person.viewed"


def test_the_roster_holds_who_is_managed_and_the_others_when_asked(client, two_towns):
    house.person("张苗", where=two_towns[0])
    house.person("李禾", where=two_towns[0], standing="retired")
    header = program_of(house.holder("officer"))

    totals = [
        asked(client, "people", by=header, **more).json()["total"] for more in ({}, {"left": 1})
    ]

    assert totals == [1, 2]


def test_a_dossier_leaves_without_what_is_sealed(client, two_towns):
    who = house.person("张苗", where=two_towns[0])
    header = program_of(house.holder("officer"))

    told = asked(client, "person", who.pk, by=header).json()

    assert not {"id_sealed", "phone_sealed", "photo", "search_text"} & set(told["fields"])
    assert "family" not in told["parts"]


def test_a_narrower_reader_has_definitions_without_numbers(client, two_towns):
    header = program_of(house.holder("unit_secretary", over=two_towns[0]))

    lines = asked(client, "figures", by=header).json()

    assert {line["value"] for line in lines} == {None}
    assert asked(client, "figure", "F09", by=header).status_code == 404


def test_a_figure_counts_its_rows(client):
    header = program_of(house.holder("officer"))

    told = asked(client, "figure", "F09", by=header, on="2026-06-30").json()

    assert told["figure"]["value"] == told["total"] == len(told["rows"]) == 0


@pytest.mark.parametrize(
    ("name", "args", "query"),
    [
        ("people", (), {"page": "x"}),
        ("people", (), {"unit": "99999999999999999999"}),
        ("figures", (), {"on": "2026-13-01"}),
        ("register", ("inspections", "check"), {"page": "0"}),
    ],
)
def test_an_unreadable_question_is_told_so(client, name, args, query):
    header = program_of(house.holder("officer"))

    answer = asked(client, name, *args, by=header, **query)

    assert answer.status_code == 422
    [reason] = answer.json()["reasons"]
    assert next(iter(query)) in reason


def test_a_minute_allows_only_so_many_calls(client):
    header = program_of(house.holder("officer"))
    minute = clock.now().replace(second=0, microsecond=0)
    Token.objects.update(minute=minute, calls=CALLS_A_MINUTE)

    answer = asked(client, "registers", by=header)

    is_next_minute = clock.now().replace(second=0, microsecond=0) != minute
    assert answer.status_code == 429 or is_next_minute


def test_nothing_is_written_by_the_api(client):
    header = program_of(house.holder("officer"))

    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)(reverse("api:people"), headers=header)

        assert answer.status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_asks_as_much_for_three_as_for_one(client, django_assert_num_queries, rows):
    header = program_of(house.holder("officer"))
    for _ in range(rows):
        stewardship.finding(house.person(where=house.unit()))

    with django_assert_num_queries(12):
        answer = asked(client, "register", "inspections", "finding", by=header)

    assert len(answer.json()["rows"]) == rows


def test_the_promise_is_on_paper():
    assert json.loads(PROMISE.read_text()) == json.loads(json.dumps(promise()))
