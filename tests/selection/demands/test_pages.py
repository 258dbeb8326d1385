"""The gap list, the page of a team, and the pages of demands and targets through their doors."""

import io
from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from qingmiao.access.enums import Role
from qingmiao.selection.demands.models import Demand, Target
from qingmiao.selection.demands.register import DEMANDS, TARGETS
from tests.factories.demands import demand, discovery, leader_of, studied, target, town
from tests.factories.ground import apply, errors_of, exported, judgements, send
from tests.factories.house import TODAY, person, signed_in
from tests.factories.selection import lead

pytestmark = pytest.mark.django_db
GAPS = "demands:gaps"


@pytest.fixture
def where():
    place, slot = town()
    leader_of(slot, "林若曦", sex="2", birth=date(1994, 1, 1), since=date(2021, 12, 1))
    leader_of(slot, "周远", birth=date(1966, 9, 1), since=date(2026, 1, 1))
    return place


def team_url(where, **query):
    return reverse("demands:team", args=[where.pk], query=query) if query else reverse(
        "demands:team", args=[where.pk]
    )  # fmt: skip


def test_the_gap_list_shows_every_gap_and_its_numbers_open_their_people(client, where):
    signed_in(client, Role.OFFICER)

    page = client.get(reverse(GAPS))

    assert page.context["total"] == len(page.context["gaps"])
    link = f"{team_url(where)}?on=2026-06-30&item=age%3A-35&at=12#members"
    assert link in page.content.decode()
    behind = client.get(f"{team_url(where)}?on=2026-06-30&item=age%3A-35&at=0")
    assert [each.name for each in behind.context["members"]] == ["林若曦"]
    assert behind.context["tally"].count == 1


def test_a_number_and_its_list_agree_on_every_day_of_the_forecast(client, where):
    signed_in(client, Role.DISTRICT_LEADER)
    team = client.get(team_url(where)).context["team"]

    for line in team.lines:
        for tally in line.tallies:
            shown = client.get(team_url(where), {"item": line.goal.key, "at": tally.months})
            assert len(shown.context["members"]) == tally.count
    for tally in team.remaining:
        shown = client.get(team_url(where), {"at": tally.months})
        assert len(shown.context["members"]) == tally.count


def test_a_target_by_an_article_nobody_has_looked_up_says_so(client, where):
    target(unit=where, item="female", least=1, basis="区组发〔2026〕18号")
    signed_in(client, Role.OFFICER)

    team = client.get(team_url(where))
    gaps = client.get(reverse(GAPS)).content.decode()

    said = {line.goal.key: line.goal.awaits_confirmation for line in team.context["team"].lines}
    assert said["age:-35"]
    assert not said["female"], "the unit's own target stands on its own paper"
    assert team.content.decode().count("条文待核</span>") == sum(said.values())
    assert "年轻干部情况统计表（条文待核）" in gaps


def test_filters_narrow_the_list_and_htmx_gets_the_part(client, where):
    signed_in(client, Role.OFFICER)

    part = client.get(reverse(GAPS), {"item": "age", "at": "0"}, headers={"HX-Request": "true"})

    assert {gap.line.goal.item for gap in part.context["gaps"]} == {"age"}
    assert b"<html" not in part.content
    assert [chip.label for chip in part.context["chips"]] == [
        "何时有缺口：当日",
        "结构项目：年龄段",
    ]
    nothing = client.get(reverse(GAPS), {"q": "没有这个镇"})
    assert "没有符合条件的缺口" in nothing.content.decode()
    strange = client.get(reverse(GAPS), {"on": "昨天", "at": "7", "kind": "x", "item": "y"})
    assert strange.context["wanted"].on == TODAY


def test_renewed_terms_keep_people(client, where):
    signed_in(client, Role.OFFICER)

    ends = client.get(team_url(where)).context["team"].remaining
    renewed = client.get(team_url(where), {"renewed": "1"}).context["team"].remaining

    assert [tally.count for tally in ends] == [2, 0, 0, 0]
    assert [tally.count for tally in renewed] == [2, 1, 1, 1]


def test_a_unit_without_slots_says_what_to_do(client, where):
    signed_in(client, Role.OFFICER)

    page = client.get(team_url(where), {"on": "2010-01-01"})

    assert "这一天没有班子职数" in page.content.decode()


@pytest.mark.parametrize("role", [Role.UNIT_SECRETARY, Role.UNIT_ORGANIZER, Role.POINT_HEAD])
def test_units_and_liaisons_see_no_gaps(client, where, role):
    signed_in(client, role, over=where)

    for url in (reverse(GAPS), reverse("demands:gaps-export"), team_url(where)):
        assert client.get(url).status_code == HTTPStatus.NOT_FOUND


def test_the_export_holds_what_the_page_shows(client, where):
    signed_in(client, Role.OFFICER)
    url = f"{reverse('demands:gaps-export')}?item=age"

    asked = client.get(url)
    refused = client.post(url, {"purpose": "meeting"})
    answer = client.post(url, {"purpose": "meeting", "note": "部务会"})

    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert len(rows) == asked.context["total"] > 0
    assert {row[0] for row in rows} == {"青云镇"}


def test_a_gap_becomes_a_demand_in_the_browser(client, where):
    signed_in(client, Role.OFFICER)
    owner = person("吴科长")
    url = f"{reverse('demands:team-raise', args=[where.pk])}?item=age%3A-35"
    values = {
        "title": "青云镇年轻干部",
        "owner": f"吴科长 #{owner.pk}",
        "wanted": "2",
        "due_on": "2026.12.31",
        "criteria": "35 岁以下",
    }

    form = client.get(url)
    refused = client.post(url, {**values, "due_on": "2026.01.01"})
    raised = client.post(url, values)

    assert form.context["form"].initial["title"] == "青云镇：35 岁以下"
    assert form.context["form"].initial["wanted"] == 2
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert errors_of(refused) == ["完成期限不得早于提出日期"]
    [row] = Demand.objects.all()
    assert raised.url == reverse("demands:demand-detail", args=[row.pk])
    page = client.get(raised.url).content.decode()
    assert "提出时的缺口" in page
    assert "还没有发现人选" in page
    assert (
        reverse("demands:demand-detail", args=[row.pk])
        in client.get(reverse(GAPS)).content.decode()
    )


def test_an_unknown_item_is_no_gap(client, where):
    signed_in(client, Role.OFFICER)

    answer = client.get(f"{reverse('demands:team-raise', args=[where.pk])}?item=height")

    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_a_demand_is_closed_and_taken_up_again_in_the_browser(client, where):
    signed_in(client, Role.OFFICER)
    row = demand(unit=where)
    close, reopen = (
        reverse(f"demands:demand-{name}", args=[row.pk]) for name in ("close", "reopen")
    )

    silent = client.post(close, {"state": "met", "on": "2026.06.30", "reason": " "})
    closed = client.post(close, {"state": "met", "on": "2026.06.30", "reason": "人选到位"})
    again = client.post(close, {"state": "met", "on": "2026.06.30", "reason": "人选到位"})
    page = client.get(closed.url).content.decode()
    opened = client.post(
        reopen,
        {"on": "2026.06.30", "due_on": "2026.12.31", "reason": "人选调出"},
        headers={"HX-Request": "true"},
    )

    assert silent.status_code == again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert errors_of(again) == ["需求已经办结"]
    assert "人选到位" in page
    assert reverse("demands:demand-edit", args=[row.pk]) not in page
    assert opened["HX-Redirect"] == closed.url
    row.refresh_from_db()
    assert (row.state, row.version) == ("open", 3)


def test_somebody_is_put_to_a_demand_and_taken_back(client, where):
    signed_in(client, Role.OFFICER)
    row, who = demand(unit=where), person("钱进", where=where)
    url = reverse("demands:demand-found", args=[row.pk])

    noted = client.post(url, {"person": f"钱进 #{who.pk}", "on": "2026.06.30", "text": "熟悉农业"})
    twice = client.post(url, {"person": f"钱进 #{who.pk}", "on": "2026.06.30", "text": "熟悉农业"})
    [found] = row.discoveries.all()
    shown = client.get(noted.url).content.decode()
    back = reverse("demands:found-retract", args=[found.pk])
    assert client.get(back).status_code == HTTPStatus.OK
    client.post(back, {"reason": "不合条件"})

    assert errors_of(twice) == ["该人选已记入本需求"]
    assert "钱进" in shown
    assert "钱进" not in client.get(noted.url).content.decode().partition('id="found"')[2]
    assert client.get(back).status_code == HTTPStatus.NOT_FOUND


def test_the_list_says_how_many_each_demand_has_found(client, where):
    row, who = demand(unit=where), person("钱进")
    discovery(row, who)
    told = discovery(
        row, person("孙立"), found_by="visit", origin_kind="visits.lead", origin_id=lead().pk
    )
    signed_in(client, Role.OFFICER, who=who)

    cells = client.get(reverse("demands:demand")).context["lines"][0].cells
    page = client.get(reverse("demands:demand-detail", args=[row.pk])).content.decode()

    assert cells[-1].text == "1"  # oneself is not counted
    assert "钱进" not in page.partition('id="found"')[2].partition("</section>")[0]
    assert reverse("visits:lead-detail", args=[told.origin_id]) in page


def test_a_liaison_reads_the_demand_but_not_who_was_found(client, where):
    row = demand(unit=where, title="青云镇年轻干部")
    discovery(row, person("钱进"))
    signed_in(client, Role.POINT_HEAD, over=where)

    listed = client.get(reverse("demands:demand"))
    page = client.get(reverse("demands:demand-detail", args=[row.pk])).content.decode()

    assert [line.cells[0].text for line in listed.context["lines"]] == ["青云镇年轻干部"]
    assert "已发现" not in listed.content.decode()
    assert "钱进" not in page


def test_an_overdue_demand_says_so(client, where):
    signed_in(client, Role.OFFICER)
    row = demand(unit=where, due_on=date(2026, 6, 29))

    page = client.get(reverse("demands:demand-detail", args=[row.pk])).content.decode()

    assert "完成期限 2026.06.29 已过" in page


def test_who_was_found_is_paged_and_swapped_alone(client):
    sought = demand()
    for _ in range(21):
        discovery(sought, person())
    signed_in(client, Role.OFFICER)
    url = reverse("demands:demand-detail", args=[sought.pk])

    first, part = client.get(url), client.get(url, {"page": 2}, headers={"HX-Request": "true"})

    assert (first.context["page"].paginator.count, len(first.context["discoveries"])) == (21, 20)
    assert len(part.context["discoveries"]) == 1
    assert part.content.decode().lstrip().startswith('<section class="card qm-part" id="found"')


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_questions_however_many_were_found(
    client, number, django_assert_num_queries
):
    sought = demand()
    for _ in range(number):
        row = lead()
        discovery(sought, person(), found_by="visit", origin_kind="visits.lead", origin_id=row.pk)
    signed_in(client, Role.OFFICER)
    url = reverse("demands:demand-detail", args=[sought.pk])
    client.get(url)

    with django_assert_num_queries(12):
        page = client.get(url)

    assert all(each["url"] for each in page.context["discoveries"])


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_the_same_questions_however_long(client, number, django_assert_num_queries):
    signed_in(client, Role.OFFICER)
    for _ in range(number):
        discovery(demand(), person())
        place, slot = town(f"镇{number}{_}")
        studied(leader_of(slot), "农学")
        target(unit=place)
    client.get(reverse("demands:demand"))

    with django_assert_num_queries(9):
        client.get(reverse("demands:demand"))
    with django_assert_num_queries(8):
        client.get(reverse("demands:target"))
    with django_assert_num_queries(12):
        client.get(reverse(GAPS))


@pytest.mark.parametrize(
    ("register", "model", "make"),
    [(DEMANDS, Demand, demand), (TARGETS, Target, target)],
    ids=["demands", "targets"],
)
def test_what_is_exported_comes_back_unchanged(client, where, register, model, make):
    signed_in(client, Role.OFFICER)
    make(unit=where)

    batch = send(client, register, exported(client, register))
    apply(client, register, batch)

    assert [status for status, *_ in judgements(batch)] == ["unchanged"]
    assert model.objects.count() == 1
