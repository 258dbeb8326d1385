import re
from datetime import date, datetime, time
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from qingmiao.access.enums import Role
from qingmiao.access.models import RoleGrant
from qingmiao.ledger.models import Entry
from qingmiao.notices.models import Digest, Feed, Notice, Preference
from tests.factories import house
from tests.harness.htmx import assert_swap_equals_reload
from tests.notices.conftest import ASKED, TOLD

pytestmark = pytest.mark.django_db
LIST = reverse("notices:list")
SETTINGS = reverse("notices:settings")
NOW = datetime(2026, 6, 30, 15, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def signed(client, reader):
    client.force_login(reader)
    return client


def bell(client):
    return client.get(reverse("notices:bell")).content.decode()


def test_the_frame_fetches_the_bell_after_the_page(signed):
    page = signed.get(LIST).content.decode()

    assert 'hx-get="/notices/bell/"' in page
    assert f'href="{LIST}"' in page


def test_the_bell_counts_what_is_unread_and_visible(signed, cadre, places, tell):
    other = house.person("王小川", where=places[1])
    assert "qm-bell-count" not in bell(signed)

    tell(cadre)
    tell(other)
    assert '<span class="qm-bell-count" aria-hidden="true">2</span>' in bell(signed)
    assert 'aria-label="待办与提醒，2 条未读"' in bell(signed)
    assert "hx-get" not in bell(signed), "it is fetched once"


def test_the_bell_stops_counting_at_a_hundred(signed, places, tell):
    for _ in range(100):
        tell(house.person(where=places[1]))

    assert ">99+<" in bell(signed)


def test_the_bell_is_silent_in_quiet_hours(signed, reader, cadre, tell):
    Preference.objects.create(account=reader, quiet_begins=time(14), quiet_ends=time(16))
    tell(cadre)

    assert "qm-bell-count" not in bell(signed)
    assert "免打扰中" in bell(signed)


@pytest.mark.parametrize("many", [1, 3])
def test_bell_and_list_ask_as_much_for_three_as_for_one(
    signed, places, tell, many, django_assert_num_queries
):
    for _ in range(many):
        tell(house.person(where=places[1]))
    signed.get(LIST)

    with django_assert_num_queries(6):
        bell(signed)
    with django_assert_num_queries(8):
        assert len(signed.get(LIST).context["lines"]) == many


def test_the_list_has_three_shelves_and_kinds(signed, cadre, places, tell):
    other = house.person("王小川", where=places[1])
    tell(cadre)
    tell(other, of=ASKED, due_on=date(2026, 6, 29))
    tell(cadre, of=ASKED, due_on=date(2026, 7, 1))
    Notice.objects.filter(subject_id=other.pk).update(read_at=NOW)

    def told(**query):
        return [line.told for line in signed.get(LIST, query).context["lines"]]

    overdue, due = "请在2026.06.29前办理「王小川」", "请在2026.07.01前办理「陈苗苗」"
    assert told() == [due, "「陈苗苗」有变化"]
    assert told(show="todo") == [overdue, due]
    assert told(show="all", kind=TOLD.code) == ["「陈苗苗」有变化"]
    page = signed.get(LIST, {"show": "todo"})
    assert [line.tone for line in page.context["lines"]] == ["danger", "warning"]
    assert [tab["count"] for tab in page.context["tabs"]] == [2, 2, 3]


def test_filters_swap_what_a_reload_shows(signed, cadre, tell):
    tell(cadre)
    tell(cadre, of=ASKED, due_on=date(2026, 7, 1))

    assert_swap_equals_reload(
        signed, f"{LIST}?show=all&kind={TOLD.code}", target="results", start=f"{LIST}?show=all"
    )


def test_following_a_notice_reads_it_and_leads_there(signed, reader, cadre, tell):
    tell(cadre)
    [notice] = Notice.objects.all()

    answer = signed.post(reverse("notices:follow", args=[notice.pk]))

    assert (answer.status_code, answer["Location"]) == (302, f"/people/{cadre.pk}/")
    notice.refresh_from_db()
    assert notice.read_at is not None
    signed.post(reverse("notices:read", args=[notice.pk]))
    assert Entry.objects.filter(deed="notices.notice.read").count() == 1


def test_marking_read_comes_back_to_the_shelf(signed, cadre, tell):
    tell(cadre, of=ASKED, due_on=date(2026, 7, 1))
    [notice] = Notice.objects.all()

    answer = signed.post(reverse("notices:read", args=[notice.pk]), {"show": "todo"})

    assert answer["Location"] == f"{LIST}?show=todo"


def test_nobody_reads_another_ones_notice(client, cadre, tell):
    tell(cadre)
    [notice] = Notice.objects.all()
    house.signed_in(client)

    assert client.post(reverse("notices:follow", args=[notice.pk])).status_code == 404
    assert client.get(LIST, {"show": "all"}).context["lines"] == []


def test_all_read_leaves_alone_what_is_hidden_now(client, cadre, places, tell):
    account = house.holder(Role.UNIT_ORGANIZER, over=places[1])
    near = house.person("近处", where=places[1])
    tell(near, to=[account.pk])
    tell(cadre, to=[account.pk])
    cadre.unit = places[2]
    cadre.save()
    client.force_login(account)

    assert ">1<" in bell(client)
    answer = client.post(reverse("notices:read-all"), follow=True)

    assert "1 条提醒已标为已读" in answer.content.decode()
    assert list(Notice.objects.filter(read_at=None).values_list("subject_id", flat=True)) == [
        cadre.pk
    ]


@pytest.mark.parametrize("address", ["?show=all", "?show=all&kind=notices.sample.told"])
def test_a_hidden_one_is_neither_listed_nor_counted(client, cadre, places, tell, address):
    account = house.holder(Role.UNIT_ORGANIZER, over=places[2])
    tell(cadre, to=[account.pk])
    client.force_login(account)

    page = client.get(f"{LIST}{address}")

    assert cadre.name not in page.content.decode()
    assert [tab["count"] for tab in page.context["tabs"]] == [0, 0, 0]
    assert page.context["kinds"] == []


def test_a_digest_shows_only_what_may_be_seen_now(client, cadre, places, tell):
    account = house.holder(Role.UNIT_ORGANIZER, over=places[1])
    near = house.person("近处", where=places[1])
    tell(near, to=[account.pk], of=ASKED, due_on=date(2026, 7, 1))
    tell(cadre, to=[account.pk])
    digest = Digest.objects.create(
        account=account, on=NOW.date(), since=NOW.replace(day=29), until=NOW.replace(hour=23)
    )
    Notice.objects.update(sent_at=NOW.replace(hour=8))
    client.force_login(account)
    page = client.get(reverse("notices:digest", args=[digest.pk]))
    assert [line.told for line in page.context["due"]] == ["请在2026.07.01前办理「近处」"]
    assert {line.told for line in page.context["news"]} == {
        "请在2026.07.01前办理「近处」", "「陈苗苗」有变化"
    }  # fmt: skip
    assert list(client.get(reverse("notices:digests")).context["page"].object_list) == [digest]

    cadre.unit = places[2]
    cadre.save()
    later = client.get(reverse("notices:digest", args=[digest.pk])).content.decode()
    assert "陈苗苗" not in later
    house.signed_in(client)
    assert client.get(reverse("notices:digest", args=[digest.pk])).status_code == 404


def test_settings_are_kept_and_obeyed(signed, reader, cadre, tell):
    page = signed.get(SETTINGS)
    assert page.context["form"]["digest_hour"].value() == 8
    assert TOLD.code in page.context["form"]["wanted"].value()

    answer = signed.post(
        SETTINGS,
        {"digest_hour": "18", "quiet_begins": "20:00", "quiet_ends": "07:30", "wanted": []},
    )

    assert (answer.status_code, answer["Location"]) == (302, SETTINGS)
    kept = Preference.objects.get(account=reader)
    assert (kept.digest_hour, kept.quiet_begins, kept.quiet_ends) == (18, time(20), time(7, 30))
    assert TOLD.code in kept.muted
    assert ASKED.code not in kept.muted
    assert [tell(cadre), tell(cadre, of=ASKED, due_on=date(2026, 7, 1))] == [0, 1]
    assert TOLD.code not in signed.get(SETTINGS).context["form"]["wanted"].value()


@pytest.mark.parametrize(
    ("begins", "ends", "reason"),
    [
        ("20:00", "", "免打扰须同时填写起止时间"),
        ("20:00", "20:00", "免打扰的起止时间不能相同"),
    ],
)
def test_half_a_wish_is_refused_with_its_reason(signed, begins, ends, reason):
    answer = signed.post(SETTINGS, {"digest_hour": "", "quiet_begins": begins, "quiet_ends": ends})

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not Preference.objects.exists()


def subscribed(client):
    """Open or renew the calendar, and read its address off the page that shows it once."""
    answer = client.post(reverse("notices:feed-renew"))
    assert (answer.status_code, answer["Location"]) == (302, f"{SETTINGS}#feed")
    page = client.get(SETTINGS).content.decode()
    return unescape(re.search(r"<code>http://testserver(.+\.ics)</code>", page).group(1))


def test_a_calendar_is_opened_shown_once_renewed_and_revoked(signed, client, cadre, tell):
    tell(cadre, of=ASKED, due_on=date(2026, 7, 3))
    first = subscribed(signed)
    assert "<code>" not in signed.get(SETTINGS).content.decode(), "shown once"
    token = first.split("/")[-1].removesuffix(".ics")
    assert token not in str(list(Feed.objects.values())), "only its hash is kept"

    signed.logout()
    answer = client.get(first)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    text = answer.content.decode().replace("\r\n ", "")
    assert "SUMMARY:请在2026.07.03前办理「陈苗苗」\r\n" in text
    assert "DTSTART;VALUE=DATE:20260703\r\n" in text
    assert f"URL:http://testserver/people/{cadre.pk}/\r\n" in text

    client.force_login(Feed.objects.get().account)
    second = subscribed(client)
    assert [client.get(first).status_code, client.get(second).status_code] == [404, 200]
    client.post(reverse("notices:feed-revoke"))
    assert client.get(second).status_code == 404
    deeds = Entry.objects.filter(deed__startswith="notices.feed").order_by("pk")
    assert [entry.deed.rsplit(".")[-1] for entry in deeds] == [
        "opened", "revoked", "opened", "revoked",
    ]  # fmt: skip
    assert token not in " ".join(str(entry.detail) + entry.sentence for entry in deeds)


def test_a_calendar_says_no_more_than_its_reader_may_see_now(client, cadre, places, tell):
    account = house.holder(Role.UNIT_ORGANIZER, over=places[1])
    tell(cadre, to=[account.pk], of=ASKED, due_on=date(2026, 7, 3))
    client.force_login(account)
    address = subscribed(client)
    assert "陈苗苗" in client.get(address).content.decode()

    cadre.unit = places[2]
    cadre.save()

    assert "VEVENT" not in client.get(address).content.decode()


@pytest.mark.parametrize("end", ["closed", "no role left", "run out", "unknown"])
def test_a_calendar_nobody_stands_behind_is_not_there(client, reader, end):
    client.force_login(reader)
    address = subscribed(client)
    if end == "closed":
        reader.is_active = False
        reader.save()
    elif end == "no role left":
        RoleGrant.objects.filter(account=reader).update(ends=date(2026, 6, 1))
    elif end == "run out":
        Feed.objects.update(begins=date(2025, 6, 1), ends=date(2026, 6, 30))
    else:
        address = address.replace(".ics", "x.ics")

    assert client.get(address).status_code == 404


def test_revoking_nothing_says_so(signed):
    answer = signed.post(reverse("notices:feed-revoke"), follow=True)

    assert "没有开通日历订阅" in answer.content.decode()


def test_every_page_speaks_english(signed, cadre, tell):
    tell(cadre)
    signed.cookies["django_language"] = "en"

    with translation.override(None):  # what a request speaks is not put back by itself
        for address in (LIST, SETTINGS, reverse("notices:digests")):
            assert re.search(r"Notice|Daily digest", signed.get(address).content.decode())
