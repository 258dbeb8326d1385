"""The living pool: who is named by the list on which day, in whose eyes, and where one click leads."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.models import Notice
from qingmiao.pool.enums import WatchKind
from qingmiao.pool.queries.watch import watch_counts, watched
from qingmiao.pool.rules.watch import first_day_ahead
from qingmiao.pool.services.upkeep import tell_weekly
from qingmiao.pool.tasks import weekly_list
from tests.factories.evidence import claim
from tests.factories.house import TODAY, holder, kin, officer, person, signed_in, unit
from tests.factories.selection import membership

pytestmark = pytest.mark.django_db
LONG_IN = TODAY - timedelta(days=400)


def named(kind, *, by=None, on=TODAY):
    return set(watched(actor=by or officer(), kind=WatchKind(kind), on=on))


def member(who=None, **changes):
    return membership(
        who,
        **{
            "entered_on": LONG_IN,
            "next_review_on": TODAY + timedelta(days=30),
            "next_action": "visit",
            "next_action_on": TODAY + timedelta(days=20),
            **changes,
        },
    )


def test_asleep_is_who_has_nothing_new_for_so_many_days():
    awake, asleep, new = member(), member(), member(entered_on=TODAY - timedelta(days=10))
    sealed = member()
    claim(awake.person, happened_on=TODAY - timedelta(days=179))
    claim(asleep.person, happened_on=TODAY - timedelta(days=180))
    claim(sealed.person, happened_on=TODAY, secrecy="D")

    assert named("asleep") == {asleep, sealed}
    assert named("asleep", on=TODAY - timedelta(days=1)) == {sealed}
    assert new not in named("asleep")


def test_ageing_out_is_told_half_a_year_ahead():
    soon = member(person(where=unit(), birth=date(1988, 12, 1)))
    later = member(person(where=unit(), birth=date(1989, 1, 1)))

    assert named("ageing") == {soon}
    assert named("ageing", on=date(2026, 7, 1)) == {soon, later}


def test_ready_is_who_several_fresh_kinds_speak_for_and_nothing_against():
    ready, doubted, thin = (
        member(state="candidate"), member(state="tracked"), member(state="tracked"),
    )  # fmt: skip
    plain = member()
    for row in (ready, doubted, plain):
        for kind in ("visit", "observation", "host"):
            claim(row.person, source_kind=kind, happened_on=TODAY)
    claim(thin.person, happened_on=TODAY)
    claim(doubted.person, happened_on=TODAY, polarity="against", dimension="politics")

    assert named("ready") == {ready}


def test_what_is_due_or_missing_is_named():
    due = member(next_review_on=TODAY - timedelta(days=1))
    late = member(next_action_on=TODAY - timedelta(days=1))
    bare = member(next_action="", next_action_on=None)

    assert (named("review"), named("action"), named("unplanned")) == ({due}, {late}, {bare})


def test_oneself_and_kin_are_in_no_number():
    me, brother = person("周远", where=unit()), person("周近", where=unit())
    kin(me, brother)
    member(me), member(brother), member()
    by = officer(who=me, kin_ids=frozenset({brother.pk}))

    assert watch_counts(actor=officer(), on=TODAY)[WatchKind.ASLEEP] == 3
    assert watch_counts(actor=by, on=TODAY)[WatchKind.ASLEEP] == 1


def test_a_click_leads_to_the_page_where_it_is_done_filled_in(client):
    row = member(person("林若曦", where=unit()))
    signed_in(client)

    page = client.get(reverse("pool:watch"), {"kind": "asleep", "on": TODAY.isoformat()})

    [line] = page.context["lines"]
    urls = {str(action["label"]): action["url"] for action in line["actions"]}
    assert set(urls) == {"走访了解", "安排培训", "安排历练", "办理出库"}
    for url in urls.values():
        assert client.get(url).status_code == HTTPStatus.OK
    assert f"/pool/membership/{row.pk}/leave/?exit_reason=no_progress" in urls["办理出库"]
    assert 'value="no_progress" selected' in client.get(urls["办理出库"]).content.decode()
    assert urls["走访了解"] == f"{reverse('visits:visit-plan')}?unit={row.person.unit_id}"
    assert urls["安排培训"] == f"{reverse('courses:class')}?state=enrolling"
    assert f'value="{row.person.unit_id}" selected' in client.get(urls["走访了解"]).content.decode()
    plan = client.get(reverse("pool:membership-plan", args=[row.pk]), {"action": "posting"})
    assert 'value="posting" selected' in plan.content.decode()


def test_whoever_may_not_act_is_offered_nothing_and_a_unit_finds_no_list(client):
    member()
    signed_in(client, Role.DISTRICT_LEADER)
    page = client.get(reverse("pool:watch"), {"on": TODAY.isoformat()})
    assert [line["actions"] for line in page.context["lines"]] == [[]]

    signed_in(client, Role.UNIT_SECRETARY, over=unit())
    for name in ("watch", "board"):
        assert client.get(reverse(f"pool:{name}")).status_code == HTTPStatus.NOT_FOUND


def test_every_number_of_the_board_opens_just_as_many_rows(client):
    member(), member(tier="A", state="tracked"), member(state="deliberated")
    signed_in(client)

    page = client.get(reverse("pool:board"))

    cells = [cell for row in page.context["rows"] for cell in row["cells"]]
    assert sum(cell["count"] for cell in cells) == 3
    for cell in cells:
        assert client.get(cell["url"]).context["total"] == cell["count"]
    for each in page.context["waking"]:
        assert client.get(each["url"]).context["page"].paginator.count == each["count"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(client, rows, django_assert_num_queries):
    for _ in range(rows):
        member()
    signed_in(client)
    client.get(reverse("pool:watch"))

    with django_assert_num_queries(QUESTIONS):
        client.get(reverse("pool:watch"), {"on": TODAY.isoformat()})


QUESTIONS = 6


def test_one_page_tells_a_member_to_whom_may_know(client):
    cadre = person("林若曦", where=unit())
    row = member(cadre)
    said = claim(cadre, happened_on=TODAY - timedelta(days=800))
    signed_in(client)

    page = client.get(reverse("pool:membership-sheet", args=[row.pk]), {"on": TODAY.isoformat()})
    assert [aged.claim.pk for aged in page.context["sheet"].claims] == [said.pk]
    assert "陈旧" in page.content.decode()

    signed_in(client, who=cadre)
    own = client.get(reverse("pool:membership-sheet", args=[row.pk]))
    assert own.status_code == HTTPStatus.NOT_FOUND


def test_the_keepers_are_told_once_a_week_and_no_number_leaves_the_page():
    keeper, leader = holder(Role.OFFICER), holder(Role.DEPARTMENT_LEADER)
    holder(Role.CADRE), holder(Role.OFFICER, over=unit())
    member()

    assert tell_weekly(actor=SYSTEM, on=TODAY) == 2
    assert tell_weekly(actor=SYSTEM, on=TODAY) == 0

    told = Notice.objects.order_by("account")
    assert [one.account_id for one in told] == [keeper.pk, leader.pk]
    assert {tuple(one.detail) for one in told} == {("day",)}
    assert weekly_list(timestamp=0) == 0, "it is the same week"


@pytest.mark.parametrize(
    ("day", "ahead"),
    [
        (date(2026, 6, 30), date(2026, 12, 30)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 12, 1), date(2027, 6, 1)),
    ],
)
def test_half_a_year_ahead_ends_with_the_month(day, ahead):
    assert first_day_ahead(on=day, months=6) == ahead
