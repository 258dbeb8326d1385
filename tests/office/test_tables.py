"""Units and slots by the table: tried line by line, written whole or not at all, taken back whole."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.engines.sheets.services import write_table
from qingmiao.kernel import clock
from qingmiao.ledger.models import Entry
from qingmiao.office.web.tables import TABLES
from qingmiao.orgs.models import Post, Unit, UnitVersion
from qingmiao.people.dossiers.models import PersonFacts
from qingmiao.registers.models import Batch
from tests.factories.ground import apply, errors_of, exported, judgements, send
from tests.factories.house import TODAY, district, person, post, signed_in

UNITS, POSTS = TABLES
UNIT_HEADS = (
    "机构编码", "名称", "简称", "类别", "上级机构", "排序号", "生效日期", "依据", "撤销日期",
)  # fmt: skip
POST_HEADS = (
    "机构", "职务名称", "职务层次", "班子成员", "党政正职", "职数", "排序号", "生效日期", "依据",
    "撤销日期",
)  # fmt: skip
PARK = ("P001", "青云园区", "青云园", "园区", "演示区", "900", "2024.05", "区编委〔2024〕8号", "")
OFFICE = (
    "P002",
    "青云园区管委会办公室",
    "管委办",
    "事业单位",
    "青云园区",
    "",
    "2024.06.01",
    "同上",
    "",
)
CHIEF = ("青云镇", "镇长", "正科级", "是", "行政正职", "1", "10", "2024.05.01", "三定方案", "")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def tree(client):
    signed_in(client, Role.OFFICER)
    return district()


def sheet(*rows, heads=UNIT_HEADS):
    return write_table("表", [(head, "text") for head in heads], rows)


def undone(client, table, batch):
    return client.post(reverse(table.url_name("undo"), args=[batch.pk]))


def rows_of(content):
    [page] = openpyxl.load_workbook(BytesIO(content)).worksheets
    return [[cell.value for cell in row] for row in page.iter_rows()]


def standing():
    return sorted(Unit.objects.values_list("name", flat=True))


@pytest.mark.usefixtures("tree")
def test_a_preview_tries_every_line_and_leaves_nothing_behind(client):
    before = standing()

    batch = send(client, UNITS, sheet(PARK, OFFICE))

    assert judgements(batch) == [("new",), ("new",)]  # the second hangs below the first
    assert standing() == before
    assert UnitVersion.objects.count() == len(before)
    assert not Entry.objects.filter(deed="orgs.unit.added").exists()


@pytest.mark.usefixtures("tree")
def test_a_table_is_written_whole_and_taken_back_whole(client):
    before = standing()
    batch = send(client, UNITS, sheet(PARK, OFFICE))

    apply(client, UNITS, batch)

    park, office = Unit.objects.get(code="P001"), Unit.objects.get(code="P002")
    assert (office.parent, park.kind, office.path) == (park, "park", f"{park.path}{office.pk}/")
    told = Entry.objects.filter(subject_kind="registers.batch").values_list("sentence", flat=True)
    assert list(told) == ["导入机构：台账.xlsx，新增 2 条、变更 0 条"]

    assert undone(client, UNITS, batch).status_code == 302
    assert standing() == before
    assert Entry.objects.filter(deed="orgs.unit.withdrawn").count() == 2


def test_a_changed_line_is_shown_written_and_put_back(client, tree):
    town = tree[2]
    who = person("周正", where=town)
    line = (
        town.code,
        "青云街道",
        "青云街道",
        "街道",
        "演示区",
        str(town.sort_no),
        "2026.03.01",
        "撤镇设街",
        "",
    )

    batch = send(client, UNITS, sheet(line))

    [told] = batch.lines.all()
    assert [(d["label"], d["old"], d["new"]) for d in told.differences] == [
        ("名称", "青云镇", "青云街道"),
        ("简称", "青云镇", "青云街道"),
        ("类别", "乡镇", "街道"),
    ]
    apply(client, UNITS, batch)
    town.refresh_from_db()
    assert (town.name, town.versions.count()) == ("青云街道", 2)
    assert PersonFacts.objects.get(person=who).unit_kind == "subdistrict"

    undone(client, UNITS, batch)
    town.refresh_from_db()
    assert (town.name, town.kind, town.versions.count()) == ("青云镇", "township", 1)
    assert town.versions.get().ends is None
    assert PersonFacts.objects.get(person=who).unit_kind == "township"


def test_what_moved_since_or_is_used_by_now_is_not_undone(client, tree):
    batch = send(client, UNITS, sheet(PARK))
    apply(client, UNITS, batch)
    park = Unit.objects.get(code="P001")
    person("周正", where=park)

    answer = undone(client, UNITS, batch)

    assert answer.status_code == 422
    assert answer.context["error_summary"] == ["机构 青云园区 已有业务记录，不能撤销设立"]

    Unit.objects.filter(pk=park.pk).update(sort_no=901)
    answer = undone(client, UNITS, batch)
    assert answer.context["error_summary"] == ["第 2 行的记录导入后又被修改，不能整批撤销"]
    assert tree


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    ("line", "why"),
    [
        ((*PARK[:3], "开发区", *PARK[4:]), "「开发区」不在可填内容中"),
        ((*PARK[:4], "没有的机构", *PARK[5:]), "没有名为「没有的机构」的机构，请写机构全称"),
        ((*PARK[:4], "", *PARK[5:]), "请选择上级机构"),
        ((*PARK[:6], "2099.01.01", *PARK[7:]), "生效日期不得晚于今天"),
        ((PARK[0], "青云镇", *PARK[2:]), "已有同名机构"),
        ((*PARK[:7], "", ""), "这个字段是必填项。"),
        ((PARK[0], "青云\u202e园区", *PARK[2:]), "含有不可见的控制字符，请删去后重新上传"),
    ],
)
def test_a_line_that_cannot_stand_says_why_and_holds_up_the_table(client, line, why):
    batch = send(client, UNITS, sheet(line, (*OFFICE[:4], "演示区", *OFFICE[5:])))

    [(status, *reasons), fine] = judgements(batch)
    assert (status, fine) == ("error", ("new",))
    assert any(reason.startswith(why) for reason in reasons), reasons
    answer = client.post(reverse("orgs:unit-apply", args=[batch.pk]))
    assert answer.status_code == 422
    assert not Unit.objects.filter(code__in=["P001", "P002"]).exists()
    listed = rows_of(client.get(reverse("orgs:unit-errors", args=[batch.pk])).content)
    assert [row[0] for row in listed[1:]] == [2]


@pytest.mark.usefixtures("tree")
def test_the_same_unit_twice_is_told_and_a_missing_column_refused(client):
    batch = send(client, UNITS, sheet(PARK, PARK))

    assert judgements(batch) == [("new",), ("error", "与第 2 行重复")]
    file = BytesIO(sheet(("P001", "甲"), heads=("机构编码", "名称")))
    file.name = "表.xlsx"
    answer = client.post(reverse("orgs:unit-import"), {"file": file})
    assert answer.status_code == 422
    assert "缺少必填列「简称」，请对照模板补上表头" in errors_of(answer)


@pytest.mark.usefixtures("tree")
def test_a_past_unit_comes_in_with_the_day_it_was_closed(client):
    batch = send(client, UNITS, sheet((*PARK[:8], "2025.12.31")))
    apply(client, UNITS, batch)

    assert f"{Unit.objects.get(code='P001').ends}" == "2025-12-31"
    assert judgements(send_again(client, sheet((*PARK[:8], "2025.12.31")))) == [("unchanged",)]
    assert undone(client, UNITS, batch).status_code == 302
    assert not Unit.objects.filter(code="P001").exists()


def send_again(client, content):
    earlier = list(Batch.objects.values_list("pk", flat=True))
    file = BytesIO(content)
    file.name = "又一次.xlsx"
    assert client.post(reverse("orgs:unit-import"), {"file": file}).status_code == 302
    return Batch.objects.exclude(pk__in=earlier).get()


def test_slots_come_in_change_and_go_back(client, tree):
    town = tree[2]
    held = post(town, "副镇长", headcount=2)
    vice = (
        "青云镇",
        "副镇长",
        "副科级",
        "",
        "",
        "3",
        str(held.sort_no),
        "2026.03.01",
        "三定方案",
        "",
    )

    batch = send(client, POSTS, sheet(CHIEF, vice, heads=POST_HEADS))

    assert [status for status, *_ in judgements(batch)] == ["new", "changed"]
    apply(client, POSTS, batch)
    chief = Post.objects.get(title="镇长")
    assert (chief.level, chief.is_leading_team, chief.principal) == ("141", True, "government")
    assert sorted(Post.objects.filter(title="副镇长").values_list("headcount", flat=True)) == [2, 3]

    assert undone(client, POSTS, batch).status_code == 302
    assert list(Post.objects.values_list("pk", "headcount")) == [(held.pk, 2)]


def test_an_export_comes_back_unchanged_and_is_a_deed(client, tree):
    post(tree[2], "镇长", basis="三定方案")
    UnitVersion.objects.update(basis="三定方案")

    for table in TABLES:
        content = exported(client, table)
        batch = send(client, table, content)
        assert {status for status, *_ in judgements(batch)} == {"unchanged"}
    told = Entry.objects.filter(deed__endswith=".exported").order_by("pk")
    assert [entry.sentence for entry in told] == [
        f"导出机构 3 条（截至 {TODAY}）",
        f"导出职数 1 条（截至 {TODAY}）",
    ]
    assert told[0].reason == "日常工作：核对台账"


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("table", TABLES)
def test_the_template_has_the_headings_the_import_reads(client, table):
    content = client.get(reverse(table.url_name("template"))).content

    heads = [cell.value for cell in openpyxl.load_workbook(BytesIO(content)).worksheets[0][1]]
    wanted = UNIT_HEADS if table is UNITS else POST_HEADS
    assert [str(head).strip(" *") for head in heads] == list(wanted)


def test_whoever_keeps_no_units_brings_none_in(client):
    tree = district()
    signed_in(client, Role.UNIT_SECRETARY, over=tree[2])

    for action in ("import", "template"):
        assert client.get(reverse(UNITS.url_name(action))).status_code == 404


@pytest.mark.usefixtures("tree")
def test_what_an_english_reader_exports_is_recorded_in_chinese(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    exported(client, UNITS)

    entry = Entry.objects.get(deed="orgs.unit.exported")
    assert (entry.reason, entry.sentence) == (
        "日常工作：核对台账",
        f"导出机构 3 条（截至 {TODAY}）",
    )
