"""The reserve through its doors."""

from copy import copy
from datetime import date
from http import HTTPStatus

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import override_settings
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.pool.models import Membership, MembershipSource, StateChange
from qingmiao.pool.register import MEMBERSHIPS, SOURCES
from qingmiao.registers.queries import facets_shown, read_filter, words_first
from qingmiao.rulebook.library import regulation
from tests.architecture.plan import SOURCE
from tests.factories.evidence import claim
from tests.factories.ground import apply, errors_of, exported, judgements, send
from tests.factories.house import district, officer, person, signed_in, unit
from tests.factories.selection import SEEN_ON, membership

pytestmark = pytest.mark.django_db
SHELF = SOURCE / "regulations"


def posted(who, **changes):
    return {
        "person": f"#{who.pk}",
        "tier": "B",
        "state": "member",
        "entered_on": "2026-03-01",
        **changes,
    }


def proposed(who, **changes):
    return {
        "person": f"#{who.pk}",
        "on": "2026-06-01",
        "channel": "visit",
        "happened_on": "2026-03-10",
        "text": "走访发现",
        "reason": "多渠道印证",
        **changes,
    }


def source(of, channel="visit", **changes):
    return MembershipSource.objects.create(
        membership=of,
        **{"channel": channel, "happened_on": SEEN_ON, "text": "走访发现", **changes},
    )


def offered(page):
    return [str(action["label"]) for action in page.context["extra_actions"]]


def test_a_member_is_proposed_with_the_channel_and_the_tier_the_rule_gives(client):
    signed_in(client)
    cadre = person("林若曦", where=unit(), level="142")

    form = client.get(reverse("pool:membership-new"), {"person": cadre.pk, "channel": "contest"})
    answer = client.post(reverse("pool:membership-new"), proposed(cadre))

    assert 'value="contest" selected' in form.content.decode()
    assert "林若曦" in str(form.context["form"]["person"])
    assert answer.status_code == HTTPStatus.FOUND, errors_of(answer)
    [row] = Membership.objects.all()
    [state] = StateChange.objects.all()
    [seen] = MembershipSource.objects.all()
    assert (row.person, row.tier, state.membership, state.state, state.begins) == (
        cadre, "A", row, "proposed", date(2026, 6, 1),
    )  # fmt: skip
    assert (seen.channel, seen.text) == ("visit", "走访发现")


def test_who_does_not_fit_is_told_why(client):
    signed_in(client)
    cadre = person(where=unit(), birth=date(1980, 1, 1))

    answer = client.post(reverse("pool:membership-new"), proposed(cadre))

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert errors_of(answer) == ["入库时 46 周岁，上限 37 周岁（交流发言“37岁以下”）"]


def test_a_person_is_a_member_once(client):
    signed_in(client)
    row = membership()

    answer = client.post(reverse("pool:membership-new"), proposed(row.person))

    assert errors_of(answer) == ["该同志已在储备库中"]


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"left_on": "2026-02-01"}, ["出库日期不得早于入库日期"]),
        ({"next_action": "visit"}, ["下一步行动与行动期限须同时填写"]),
        ({"exit_reason": "age"}, ["出库日期与出库原因须同时填写"]),
        (
            {"entered_on": "2026-02-01"},
            ["入库、出库日期随状态变更记录，不能直接修改；误登的请作废后重新登记"],
        ),
    ],
)
def test_constraints_speak(client, changes, sentences):
    signed_in(client)
    row = membership()

    answer = client.post(
        reverse("pool:membership-edit", args=[row.pk]), posted(row.person, version=1, **changes)
    )

    assert set(sentences) <= set(errors_of(answer))


@pytest.fixture
def unchecked_limits(tmp_path):
    """The district's own limits of the reserve, which nobody has compared with the paper yet."""
    (tmp_path / "pool").mkdir()
    ours = (SHELF / "pool" / "limits.toml").read_text()
    theirs = ours.replace('source = "交流发言"', 'source = "本区办法", status = "待核"')
    (tmp_path / "pool" / "limits.toml").write_text(theirs)
    with override_settings(REGULATION_SHELVES=[tmp_path, SHELF]):
        regulation.cache_clear()
        yield
    regulation.cache_clear()


def test_another_tier_by_rule_is_told_with_its_article(client):
    signed_in(client)

    page = client.get(reverse("pool:membership-detail", args=[promoted().pk])).content.decode()

    assert "应属「副科及以上」层次。 <small>交流发言“副科及以上优秀领导干部”</small>" in page
    assert "条文待核" not in page


@pytest.mark.usefixtures("unchecked_limits")
def test_an_unchecked_article_of_the_tier_says_so(client):
    signed_in(client)
    row = promoted()

    page = client.get(reverse("pool:membership-detail", args=[row.pk])).content.decode()
    moved = client.post(
        reverse("pool:membership-new"),
        posted(
            person(birth=date(1960, 1, 1)),
            reason="核对",
            on="2026-05-01",
            channel="visit",
            happened_on="2026-04-01",
            text="访到",
        ),
    )

    assert "<small>本区办法“副科" in page
    assert "条文待核</span>" in page
    assert [said[-6:] for said in errors_of(moved)] == ["（条文待核）"]


def promoted():
    return membership(person(level="142"))


def test_a_state_is_not_amended_but_changed_on_its_own_page(client):
    signed_in(client)
    row = membership()
    edit = client.post(
        reverse("pool:membership-edit", args=[row.pk]),
        posted(row.person, state="tracked", version=1),
    )
    assert errors_of(edit) == ["状态不能直接修改，请在成员页上办理状态调整或出库"]

    page = client.get(reverse("pool:membership-state", args=[row.pk]))
    assert [code for code, _ in page.context["form"].fields["state"].choices] == [
        "tracked", "suspended",
    ]  # fmt: skip
    done = client.post(
        reverse("pool:membership-state", args=[row.pk]),
        {"state": "tracked", "on": "2026-05-01", "reason": "一线表现突出"},
    )

    assert done.status_code == HTTPStatus.FOUND
    shown = client.get(done.url)
    assert [(step.state, step.reason) for step in shown.context["steps"]] == [
        ("重点跟踪", "一线表现突出"),
        ("在库", ""),
    ]


def test_leaving_closes_the_doors_of_a_member(client):
    signed_in(client)
    row = membership()
    url = reverse("pool:membership-leave", args=[row.pk])

    early = client.post(url, {"exit_reason": "age", "on": "2026-02-01", "reason": "超龄"})
    done = client.post(url, {"exit_reason": "age", "on": "2026-06-01", "reason": "超龄"})

    assert errors_of(early) == ["日期不得早于上一次状态变更的 2026.03.01"]
    assert done.status_code == HTTPStatus.FOUND
    assert offered(client.get(done.url)) == ["一页纸"]
    assert client.get(url).status_code == HTTPStatus.NOT_FOUND


def test_whoever_reads_only_is_not_offered_the_deeds(client):
    row = membership()
    signed_in(client, Role.DISTRICT_LEADER)

    page = client.get(reverse("pool:membership-detail", args=[row.pk]))

    assert offered(page) == ["一页纸"]
    for door in ("state", "leave"):
        url = reverse(f"pool:membership-{door}", args=[row.pk])
        assert client.get(url).status_code == HTTPStatus.NOT_FOUND
        assert client.post(url).status_code == HTTPStatus.NOT_FOUND


def test_the_own_membership_is_nowhere(client):
    cadre = person("林若曦", where=unit())
    own = membership(cadre)
    membership(person("周远", where=unit()))
    signed_in(client, who=cadre)

    page = client.get(reverse("pool:membership"))
    search = client.get(reverse("pool:membership"), {"q": "林若曦"})

    assert (page.context["total"], search.context["total"]) == (1, 0)
    for door in ("detail", "edit", "void", "state", "leave"):
        url = reverse(f"pool:membership-{door}", args=[own.pk])
        assert client.get(url).status_code == HTTPStatus.NOT_FOUND
    assert (
        "林若曦"
        not in client.get(
            reverse("registers:pick", args=["pool.membership"]), {"q": "林"}
        ).content.decode()
    )


def test_a_unit_finds_no_reserve(client):
    _, _, town = district()
    row = membership(person(where=town))
    signed_in(client, Role.UNIT_SECRETARY, over=town)

    for name, args in (("membership", []), ("source", []), ("membership-detail", [row.pk])):
        assert client.get(reverse(f"pool:{name}", args=args)).status_code == HTTPStatus.NOT_FOUND


def test_a_member_of_several_channels_is_listed_and_counted_once(client):
    signed_in(client)
    both, one = membership(), membership()
    source(both), source(both, happened_on=date(2026, 4, 1)), source(both, "contest")
    source(one, "contest")
    gone = source(one)
    gone.voided_at, gone.void_reason = gone.entered_at, "误登"
    gone.save()

    answer = client.get(reverse("pool:membership"), {"channel": ["visit", "contest"]})
    visits = client.get(reverse("pool:membership"), {"channel": "visit"})

    assert (answer.context["total"], visits.context["total"]) == (2, 1)
    [shown] = [f for f in answer.context["facets"] if f.name == "channel"]
    assert {option.label: option.count for option in shown.options} == {
        "日常调研": 1,
        "擂台比武考评": 2,
    }


def test_every_number_above_the_list_opens_just_as_many_rows(client):
    _, bureau, town = district()
    membership(person(where=town), tier="A", next_review_on=date(2026, 6, 29))
    membership(person(where=town), state="tracked", next_review_on=date(2026, 6, 30))
    membership(person(where=bureau), state="deliberated")
    membership(person(where=bureau), state="suspended")
    membership(person(where=bureau), state="left", left_on=date(2026, 4, 1), exit_reason="age")
    for role, over, expected in (
        (Role.OFFICER, None, [1, 1, 1, 1]),
        (Role.POINT_HEAD, town, [1, 1, 0, 1]),
    ):
        signed_in(client, role, over=over)
        counts = client.get(reverse("pool:membership")).context["counts"]
        assert [count["value"] for count in counts] == expected
        assert [client.get(count["url"]).context["total"] for count in counts] == expected


@pytest.mark.parametrize("register", [MEMBERSHIPS, SOURCES])
def test_an_export_comes_back_unchanged(client, register):
    signed_in(client)
    source(membership())

    batch = send(client, register, exported(client, register))

    assert judgements(batch) == [("unchanged",)]


def test_past_years_come_in_with_their_exits(client):
    signed_in(client)
    cadre = person("林若曦", where=unit())
    membership(
        cadre,
        entered_on=date(2023, 3, 1),
        state="left",
        left_on=date(2025, 3, 1),
        exit_reason="transferred",
    )
    content = exported(client, MEMBERSHIPS)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE pool_membership CASCADE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    apply(client, MEMBERSHIPS, send(client, MEMBERSHIPS, content))

    [row] = Membership.objects.all()
    assert list(
        StateChange.objects.filter(membership=row).values_list("state", "begins", "reason")
    ) == [("member", date(2023, 3, 1), ""), ("left", date(2025, 3, 1), "调离")]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(client, rows, django_assert_num_queries):
    signed_in(client)
    for _ in range(rows):
        source(membership())

    with django_assert_num_queries(11):
        answer = client.get(reverse("pool:membership"))

    assert answer.context["total"] == rows


@pytest.mark.parametrize(
    "asked", ["", "tier=A", "tier=A&state=member", "sex=2&q=林", "channel=visit", "unit=0"]
)
def test_facets_counted_in_one_pass_say_what_each_says_alone(asked):
    places = [unit(kind=kind) for kind in ("township", "party")]
    for number in range(6):
        who = person(
            f"{'林' if number % 2 else '周'}{number}",
            where=places[number % 2],
            sex=str(number % 2 + 1),
        )
        row = membership(who, tier="AB"[number % 3 == 0])
        if number % 2:
            source(row), source(row)
    apart = copy(MEMBERSHIPS)
    object.__setattr__(apart, "is_large", False)
    wanted = read_filter(MEMBERSHIPS, QueryDict(asked))

    together = facets_shown(MEMBERSHIPS, officer(), wanted)

    assert together == facets_shown(apart, officer(), wanted)
    assert together == facets_shown(
        MEMBERSHIPS, officer(), words_first(MEMBERSHIPS, officer(), wanted)
    )


def test_members_are_found_by_the_day_of_their_newest_open_evidence(client):
    signed_in(client)
    heard, sealed, silent = membership(), membership(), membership()
    claim(heard.person, happened_on=date(2026, 5, 2))
    claim(heard.person, happened_on=date(2026, 4, 2), dimension="masses")
    claim(sealed.person, happened_on=date(2026, 5, 2), secrecy="D")

    since = client.get(reverse("pool:membership"), {"evidence_begins": "2026-05-01"})
    before = client.get(reverse("pool:membership"), {"evidence_ends": "2026-05-01"})
    every = client.get(reverse("pool:membership"), {"sort": "last_evidence_on"})

    assert (since.context["total"], before.context["total"], every.context["total"]) == (1, 0, 3)
    assert {line.pk for line in since.context["lines"]} == {heard.pk}
    assert silent.pk in {line.pk for line in every.context["lines"]}
