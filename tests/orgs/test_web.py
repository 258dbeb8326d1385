"""Units, slots and code lists through their pages."""

from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.orgs.enums import CodeList, UnitKind
from qingmiao.orgs.models import CodeEntry, Post, Unit
from qingmiao.people.dossiers.models import PersonFacts, Spell
from tests.factories.ground import errors_of
from tests.factories.house import (
    LONG_AGO,
    TODAY,
    code_entry,
    district,
    person,
    post,
    signed_in,
    unit,
)

pytestmark = pytest.mark.django_db


def unit_values(of, **changes):
    return {
        "name": of.name,
        "short_name": of.short_name,
        "kind": of.kind,
        "parent": of.parent_id or "",
        "sort_no": of.sort_no,
        "on": "2026-03-01",
        "basis": "区编委〔2026〕3号",
        **changes,
    }


def slot_values(**changes):
    return {
        "level": "142",
        "is_leading_team": "on",
        "principal": "none",
        "headcount": 2,
        "sort_no": 10,
        "on": "2026-03-01",
        "basis": "三定方案",
        **changes,
    }


def holding(answer):
    return {
        slot.post.title: ([card.name for card in slot.holders], slot.over)
        for slot in answer.context["slots"]
    }


def test_everybody_with_an_account_reads_the_tree_of_any_day(client):
    root, bureau, town = district()
    unit("旧办", parent=root, ends=date(2024, 1, 1))
    signed_in(client, Role.CADRE)

    now = client.get(reverse("orgs:units"))
    then = client.get(reverse("orgs:units"), {"on": "2023-12-31"})
    before = client.get(reverse("orgs:units"), {"on": "2000-01-01"})

    assert [(b.name, {c.name for limb in b.limbs for c in limb.branches}) for b in now.context["roots"]] == [
        ("演示区", {bureau.name, town.name})
    ]  # fmt: skip
    assert "旧办" in then.content.decode()
    assert before.context["roots"] == []
    assert client.get(reverse("orgs:units"), {"on": "昨天"}).context["on"] == TODAY


def test_the_part_equals_the_page(client):
    district()
    signed_in(client)

    whole = client.get(reverse("orgs:units"), {"on": "2026-01-01"})
    part = client.get(reverse("orgs:units"), {"on": "2026-01-01"}, headers={"HX-Request": "true"})

    assert part.content.decode().strip() in whole.content.decode()


@pytest.mark.parametrize("children", [1, 3])
def test_the_tree_asks_a_fixed_number_of_questions(client, children, django_assert_num_queries):
    root = unit("演示区", kind=UnitKind.DISTRICT)
    for _ in range(children):
        post(unit(parent=unit(parent=root)))
    signed_in(client)

    with django_assert_num_queries(5):
        client.get(reverse("orgs:units"))


def test_a_unit_is_set_up_renamed_and_closed(client):
    root, _, _ = district()
    signed_in(client)

    made = client.post(
        f"{reverse('orgs:unit-new')}?parent={root.pk}",
        unit_values(root, code="SJ", name="区数据局", short_name="数据局", kind="government",
                    parent=root.pk, on="2025-03-01"),
    )  # fmt: skip
    found = Unit.objects.get(code="SJ")
    assert made.url == reverse("orgs:unit", args=[found.pk])

    client.post(
        reverse("orgs:unit-amend", args=[found.pk]),
        unit_values(found, name="区大数据局"),
    )
    found.refresh_from_db()
    assert found.name == "区大数据局"

    closed = client.post(
        reverse("orgs:unit-close", args=[found.pk]), {"on": "2026-06-01", "basis": "机构改革"}
    )
    assert closed.status_code == HTTPStatus.FOUND
    page = client.get(reverse("orgs:unit", args=[found.pk]))
    assert page.context["then"] is None
    assert [(e.name, e.begins, e.ends) for e in page.context["past"]] == [
        ("区大数据局", date(2026, 3, 1), date(2026, 6, 1)),
        ("区数据局", date(2025, 3, 1), date(2026, 3, 1)),
    ]
    assert len(page.context["story"]) == 3


def test_people_are_found_under_the_new_name_of_their_unit(client):
    _, bureau, _ = district()
    person("林若曦", where=bureau)
    signed_in(client)

    client.post(
        reverse("orgs:unit-amend", args=[bureau.pk]),
        unit_values(bureau, name="区数据与发展局", kind="institution"),
    )

    roster = client.get(reverse("dossiers:roster"), {"q": "数据与发展"})
    assert roster.context["total"] == 1
    assert PersonFacts.objects.get().unit_kind == "institution"


def test_a_unit_with_people_in_it_is_not_closed(client):
    root, bureau, _ = district()
    unit("区数据中心", parent=bureau)
    person(where=bureau)
    signed_in(client)

    answer = client.post(
        reverse("orgs:unit-close", args=[bureau.pk]), {"on": "2026-06-01", "basis": "改革"}
    )

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert errors_of(answer) == [
        "还有 1 个下级机构，请先撤销或划转",
        "还有 1 名现职干部在该机构，请先调整任职",
    ]
    root.refresh_from_db()
    assert Unit.objects.get(pk=bureau.pk).ends is None


def test_slots_show_who_holds_them_on_the_day(client):
    _, bureau, _ = district()
    deputy = post(bureau, "副局长", headcount=2)
    chief = post(bureau, "局长", headcount=1, level="141")
    now = person("林若曦", holds=deputy, post_since=date(2025, 1, 1))
    before = person("周远")
    Spell.objects.create(
        person=before, post=deputy, begins=LONG_AGO, ends=date(2025, 1, 1), text="副局长"
    )
    for name in ("甲", "乙"):
        person(name, holds=chief, post_since=LONG_AGO)
    signed_in(client)
    url = reverse("orgs:unit", args=[bureau.pk])

    assert holding(client.get(url)) == {
        "副局长": ([now.name], -1),
        "局长": (["甲", "乙"], 1),
    }
    assert holding(client.get(url, {"on": "2024-12-31"}))["副局长"] == (["周远"], -1)
    text = client.get(url).content.decode()
    assert "超配 1" in text
    assert "空缺 1" in text


def test_who_may_not_know_the_people_sees_no_number_of_them(client):
    _, bureau, town = district()
    person("林若曦", holds=post(bureau))
    signed_in(client, Role.UNIT_SECRETARY, over=town)

    page = client.get(reverse("orgs:unit", args=[bureau.pk]))

    text = page.content.decode()
    assert page.context["knows_people"] is False
    assert [slot.holders for slot in page.context["slots"]] == [None]
    assert "林若曦" not in text
    assert "空缺 1" not in text
    assert "超缺" not in text


def test_slots_are_set_changed_and_closed(client):
    _, bureau, _ = district()
    signed_in(client)

    client.post(
        reverse("orgs:post-new", args=[bureau.pk]),
        slot_values(title="副局长", on="2025-01-01"),
    )
    [slot] = Post.objects.all()
    refused = client.post(reverse("orgs:post-new", args=[bureau.pk]), slot_values(title="副局长"))
    assert errors_of(refused) == ["同一机构同一职务名称在同一时期只能有一条职数记录"]

    client.post(reverse("orgs:post-amend", args=[slot.pk]), slot_values(headcount=3))
    assert sorted(Post.objects.values_list("headcount", "ends")) == [
        (2, date(2026, 3, 1)),
        (3, None),
    ]
    client.post(reverse("orgs:post-close", args=[slot.pk]), {"on": "2026-06-01", "basis": "撤销"})
    slot.refresh_from_db()
    assert slot.ends == date(2026, 6, 1)


def test_code_lists_are_kept_with_their_basis(client):
    signed_in(client)
    kept = code_entry(CodeList.EIGHT_PHENOMENA, "推诿扯皮")

    client.post(
        reverse("orgs:code-new"),
        {
            "code_list": "eight_phenomena",
            "code": "p2",
            "label": "在岗不在状态",
            "sort_no": 2,
            "on": "2026-01-01",
            "basis": "〔2026〕1号",
        },
    )
    client.post(
        reverse("orgs:code-amend", args=[kept.pk]),
        {"label": "推诿拖沓", "sort_no": 1, "basis": "〔2026〕1号"},
    )
    client.post(reverse("orgs:code-close", args=[kept.pk]), {"on": "2026-06-01", "basis": "调整"})

    page = client.get(reverse("orgs:codes"))
    [shown] = page.context["lists"]
    assert [(entry.label, entry.ends) for entry in shown["entries"]] == [
        ("推诿拖沓", date(2026, 6, 1)),
        ("在岗不在状态", None),
    ]
    again = client.post(
        reverse("orgs:code-close", args=[kept.pk]), {"on": "2026-06-01", "basis": "调整"}
    )
    assert errors_of(again) == ["该条目已停用"]


@pytest.mark.parametrize(
    "role", [Role.UNIT_SECRETARY, Role.DISTRICT_LEADER, Role.SYSTEM_ADMIN, Role.CADRE]
)
def test_only_the_department_finds_the_doors_that_write(client, role):
    _, bureau, _ = district()
    slot, entry = post(bureau), code_entry()
    signed_in(client, role)

    for name, args in (
        ("unit-new", []),
        ("unit-amend", [bureau.pk]),
        ("unit-close", [bureau.pk]),
        ("post-new", [bureau.pk]),
        ("post-amend", [slot.pk]),
        ("post-close", [slot.pk]),
        ("code-new", []),
        ("code-amend", [entry.pk]),
        ("code-close", [entry.pk]),
    ):
        url = reverse(f"orgs:{name}", args=args)
        assert client.get(url).status_code == HTTPStatus.NOT_FOUND, name
        assert client.post(url).status_code == HTTPStatus.NOT_FOUND, name
    for name, args in (("units", []), ("unit", [bureau.pk]), ("codes", [])):
        page = client.get(reverse(f"orgs:{name}", args=args))
        assert page.status_code == HTTPStatus.OK
        assert page.context["may_keep"] is False


def test_what_is_not_there_is_not_found(client):
    signed_in(client)

    for name in ("unit", "unit-amend", "unit-close", "post-new", "post-amend", "code-amend"):
        url = reverse(f"orgs:{name}", args=[987654])
        assert client.get(url).status_code == HTTPStatus.NOT_FOUND
    assert CodeEntry.objects.count() == 0
