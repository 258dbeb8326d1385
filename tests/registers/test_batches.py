"""Tables sent in: judged line by line, applied whole or not at all, taken back whole."""

from http import HTTPStatus
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.engines.sheets.services import write_table
from qingmiao.evidence.models import Evidence
from qingmiao.ledger.models import Entry
from qingmiao.registers.models import Batch
from qingmiao.registers.services import amend, enter
from qingmiao.selection.visits.models import Lead, Segment
from qingmiao.selection.visits.register import LEADS, SEGMENTS
from tests.factories.ground import apply, errors_of, exported, judgements, send
from tests.factories.house import TODAY, district, officer, person, signed_in, unit
from tests.factories.selection import SEEN_ON, lead, segment

pytestmark = pytest.mark.django_db
HEADS = ("片名", "排序号", "起", "止")


def table(*rows, heads=HEADS):
    return write_table("片区", [(head, "text") for head in heads], rows)


def refused(client, content, name="台账.xlsx", register=SEGMENTS):
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse(register.url_name("import")), {"file": file})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Batch.objects.exists()
    return errors_of(answer)


def undo(client, batch, register=SEGMENTS):
    return client.post(reverse(register.url_name("undo"), args=[batch.pk]))


def test_the_preview_judges_and_changes_nothing(client):
    signed_in(client)
    segment("东片")
    segment("西片", sort_no=2)

    batch = send(
        client,
        SEGMENTS,
        table(
            ["东片", "0", "2015.01.01", ""],
            ["西片", "5", "2015.01.01", ""],
            ["南片", "", "2026年1月", ""],
            ["北片", "一", "昨天", ""],
        ),
    )

    assert judgements(batch) == [
        ("unchanged",),
        ("changed",),
        ("new",),
        ("error", "输入整数。", "日期写法不对，请写成 2024.03.15 或 2024-03-15"),
    ]
    [changed] = batch.lines.filter(status="changed")
    assert changed.differences == [{"label": "排序号", "old": "2", "new": "5"}]
    assert Segment.objects.count() == 2
    assert not Entry.objects.exists()


def test_a_batch_with_an_error_changes_nothing_at_all(client):
    signed_in(client)
    batch = send(client, SEGMENTS, table(["南片", "", "2026.01", ""], ["北片", "", "昨天", ""]))

    answer = client.post(reverse("visits:segment-apply", args=[batch.pk]))

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.context["error_summary"] == [
        "还有错误行，请改好表格重新上传；导入要么全部成功，要么全部不动"
    ]
    assert not Segment.objects.exists()


def test_a_batch_is_applied_whole_and_once(client):
    signed_in(client)
    segment("西片", sort_no=2)
    batch = send(client, SEGMENTS, table(["西片", "5", "2015.01", ""], ["南片", "", "2026.01", ""]))

    apply(client, SEGMENTS, batch)
    again = client.post(reverse("visits:segment-apply", args=[batch.pk]))

    assert list(Segment.objects.order_by("pk").values_list("name", "sort_no", "source")) == [
        ("西片", 5, "page"),
        ("南片", 0, "import"),
    ]
    assert again.context["error_summary"] == ["这个批次已经处理过"]
    [told] = Entry.objects.filter(deed="visits.segment.imported")
    assert told.sentence == "导入片：台账.xlsx，新增 1 条、变更 1 条"


def test_the_same_file_again_finds_everything_unchanged(client):
    signed_in(client)
    content = table(["南片", "1", "2026.01", ""])
    apply(client, SEGMENTS, send(client, SEGMENTS, content))
    first = Batch.objects.get()

    client.post(
        reverse("visits:segment-import"), {"file": SimpleUploadedFile("再来.xlsx", content)}
    )

    second = Batch.objects.exclude(pk=first.pk).get()
    assert judgements(second) == [("unchanged",)]


def test_the_world_may_move_between_preview_and_apply(client):
    signed_in(client)
    batch = send(
        client, SEGMENTS, table(["南片", "1", "2026.01", ""], ["北片", "1", "2026.01", ""])
    )
    enter(
        actor=officer(),
        register=SEGMENTS,
        values={"name": "南片", "sort_no": 9, "begins": SEEN_ON},
        on=TODAY,
    )

    apply(client, SEGMENTS, batch)

    assert dict(Segment.objects.values_list("name", "sort_no")) == {"南片": 1, "北片": 1}
    undo(client, batch)
    assert dict(Segment.objects.standing().values_list("name", "sort_no")) == {"南片": 9}


def test_an_applied_batch_is_taken_back_whole(client):
    signed_in(client)
    segment("西片", sort_no=2)
    batch = send(client, SEGMENTS, table(["西片", "5", "2015.01", ""], ["南片", "", "2026.01", ""]))
    apply(client, SEGMENTS, batch)

    answer = undo(client, batch)

    assert answer.status_code == HTTPStatus.FOUND
    assert dict(Segment.objects.standing().values_list("name", "sort_no")) == {"西片": 2}
    assert Segment.objects.get(name="南片").void_reason == f"撤销导入批次 #{batch.pk}"
    batch.refresh_from_db()
    assert batch.state == "undone"
    assert undo(client, batch).context["error_summary"] == ["只有已导入的批次可以撤销"]


def test_what_somebody_changed_since_is_not_taken_back(client):
    signed_in(client)
    batch = send(client, SEGMENTS, table(["南片", "", "2026.01", ""], ["北片", "", "2026.01", ""]))
    apply(client, SEGMENTS, batch)
    amend(
        actor=officer(),
        register=SEGMENTS,
        pk=Segment.objects.get(name="北片").pk,
        values={"sort_no": 7},
        version=1,
        on=TODAY,
    )

    answer = undo(client, batch)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.context["error_summary"] == [
        f"第 {batch.lines.get(title__contains='北片').row} 行的记录导入后又被修改，不能整批撤销"
    ]
    assert Segment.objects.standing().count() == 2


def test_taking_a_batch_back_retracts_its_evidence(client):
    signed_in(client)
    lead(name="林若曦", person=person("林若曦", where=unit()), state="merged")
    content = exported(client, LEADS)
    Lead.objects.all().delete()
    batch = send(client, LEADS, content)
    apply(client, LEADS, batch)
    assert Evidence.objects.filter(retracted_at__isnull=True).count() == 1

    undo(client, batch, LEADS)

    assert Evidence.objects.filter(retracted_at__isnull=True).count() == 0


def test_two_lines_about_one_row_name_each_other(client):
    signed_in(client)

    batch = send(client, SEGMENTS, table(["南片", "", "2026.01", ""], ["南片", "2", "2026.01", ""]))

    first, second = batch.lines.all()
    assert first.status == "new"
    assert [error["message"] for error in second.errors] == [f"与第 {first.row} 行重复"]


def test_headings_are_understood_loosely_and_strangers_shown(client):
    signed_in(client)

    batch = send(
        client,
        SEGMENTS,
        table(["南片", "2026.01", "x"], heads=("片 名 *", "起", "谁知道")),
    )

    assert [(pair["header"], pair["name"]) for pair in batch.mapping] == [
        ("片名", "name"),
        ("起", "begins"),
        ("谁知道", ""),
    ]
    assert judgements(batch) == [("new",)]


def test_the_template_comes_back_readable(client):
    signed_in(client)
    content = client.get(reverse("visits:lead-template")).content
    book = openpyxl.load_workbook(BytesIO(content))

    heads = [cell.value for cell in book.active[1]]

    assert [head.strip("* ") for head in heads] == [LEADS.label_of(name) for name in LEADS.fields]


def test_errors_come_back_as_a_workbook(client):
    signed_in(client)
    batch = send(client, SEGMENTS, table(["北片", "", "昨天", ""], ["南片", "", "2026.01", ""]))

    answer = client.get(reverse("visits:segment-errors", args=[batch.pk]))

    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
    assert rows[0] == ("行号", "问题", "片名", "排序号", "起", "止")
    assert len(rows) == 2
    assert rows[1][1] == "起 日期写法不对，请写成 2024.03.15 或 2024-03-15"
    assert rows[1][2] == "北片"


def test_a_line_outside_one_s_scope_is_refused_as_a_whole(client):
    _, bureau, town = district()
    signed_in(client, Role.POINT_HEAD, over=town)
    heads = ("所在单位", "线索人姓名", "发现日期", "具体表现", "反映人")
    rows = [
        [town.name, "林若曦", "2026.03.10", "守堤三天", "村支书"],
        [bureau.name, "周远", "2026.03.10", "连夜改方案", "科长"],
    ]
    batch = send(client, LEADS, table(*rows, heads=heads))

    answer = client.post(reverse("visits:lead-apply", args=[batch.pk]))

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.context["error_summary"] == ["第 3 行：您无权登记该单位的线索"]
    assert not Lead.objects.exists()


def test_another_s_batch_is_not_there(client):
    signed_in(client)
    batch = send(client, SEGMENTS, table(["南片", "", "2026.01", ""]))
    signed_in(client)

    for door in ("batch", "errors"):
        url = reverse(f"visits:segment-{door}", args=[batch.pk])
        assert client.get(url).status_code == HTTPStatus.NOT_FOUND
    for door in ("apply", "undo"):
        url = reverse(f"visits:segment-{door}", args=[batch.pk])
        assert client.post(url).status_code == HTTPStatus.NOT_FOUND
    assert not Segment.objects.exists()


def test_a_batch_of_one_register_is_not_applied_to_another(client):
    signed_in(client)
    batch = send(client, SEGMENTS, table(["南片", "", "2026.01", ""]))

    answer = client.post(reverse("visits:lead-apply", args=[batch.pk]))

    assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "所提交的是空文件。"),
        (b"PK\x03\x04not a workbook", "文件已损坏：请用原软件打开并另存，或重新压缩后上传"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 60, "不是可读的表格：请用 .xlsx、.xls 或 .csv"),
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(client, content, sentence):
    signed_in(client)

    assert refused(client, content) == [sentence]


def test_a_missing_column_is_named(client):
    signed_in(client)

    assert refused(client, table(["1"], heads=("排序号",))) == [
        "缺少必填列「片名」，请对照模板补上表头",
        "缺少必填列「起」，请对照模板补上表头",
    ]


def test_a_table_without_lines_is_refused(client):
    signed_in(client)

    assert refused(client, table()) == ["表格没有数据行，请从第二行起填写"]


def test_a_formula_in_a_name_is_never_computed(client):
    signed_in(client)
    book = openpyxl.Workbook()
    book.active.append(list(HEADS))
    book.active.append(['=HYPERLINK("http://x","东片")', 1, "2026.01", None])
    file = BytesIO()
    book.save(file)

    batch = send(client, SEGMENTS, file.getvalue())

    [line] = batch.lines.all()
    assert line.values["name"] == ""
    assert line.status == "error"


@pytest.mark.parametrize("name", ["甲" * 61, "东\x00片", "东\u202e片"])
def test_text_no_record_can_hold_is_an_error_of_its_line(client, name):
    signed_in(client)
    content = f"片名,排序号,起,止\n{name},1,2026.01,\n".encode()

    file = SimpleUploadedFile("台账.csv", content)
    answer = client.post(reverse("visits:segment-import"), {"file": file})

    if answer.status_code == HTTPStatus.FOUND:
        [(status, *_)] = judgements(Batch.objects.get())
        assert status == "error"
    else:
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
