"""Rosters into dossiers: judged row by row, all or nothing, undone, exported and read back."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from qingmiao.engines.sheets.services import read_table, write_table
from qingmiao.kernel.actor import Actor, Grant
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.people.dossiers.models import LevelSpell, Person, PersonFacts
from qingmiao.people.dossiers.services.dossier import amend_dossier
from qingmiao.people.dossiers.services.sealing import number_of
from qingmiao.people.exchange.enums import DateFlaw, Found, RowFlaw
from qingmiao.people.exchange.models import ImportBatch
from qingmiao.people.exchange.rules.sentences import error_sentence
from qingmiao.people.exchange.services.batch import apply_batch
from qingmiao.people.exchange.services.roster import preview_roster
from qingmiao.people.exchange.services.roster_export import export_roster
from qingmiao.people.exchange.services.undoing import undo_batch
from tests.people.exchange import district
from tests.people.exchange.corpus import id_number
from tests.people.exchange.district import AT, OFFICER, ON

pytestmark = pytest.mark.django_db

HEADER = [
    "姓名",
    "性别",
    "出生日期",
    "身份证",
    "单位",
    "职务",
    "级别",
    "现职务始任时间",
    "民族",
    "年龄",
]
ROW = ["张 三", "男", "1986.05", id_number(), "区住建局", "副局长", "副科", "2019.03", "汉", "38"]


FACTS = PersonFacts._meta.db_table  # written after the people themselves


def workbook(*rows: list[object], header: list[str] = HEADER) -> bytes:
    return write_table("花名册", [(label, "text") for label in header], rows)


def preview(*rows: list[object], actor: Actor = OFFICER) -> ImportBatch:
    return preview_roster(actor=actor, name="名册.xlsx", data=workbook(*rows or [ROW]), on=ON)


def applied(*rows: list[object]) -> ImportBatch:
    return apply_batch(actor=OFFICER, batch_id=preview(*rows).pk, on=ON, at=AT)


def statuses(batch: ImportBatch) -> list[str]:
    return [line.status for line in batch.lines.all()]


def test_a_preview_maps_judges_and_writes_nothing() -> None:
    district.housing()

    batch = preview()

    [line] = batch.lines.all()
    assert (line.number, line.title, line.status, line.errors) == (2, "张三", "new", [])
    assert {"header": "职务", "key": "post_text"} in batch.mapping
    assert {"header": "年龄", "key": ""} in batch.mapping
    assert not Person.objects.exists()
    assert id_number() not in str(line.differences)


def test_applied_rows_are_whole_dossiers() -> None:
    bureau = district.housing()

    applied()

    person = Person.objects.get()
    assert (person.name, person.pinyin, person.unit, person.post_text) == (
        "张三",
        "zhangsan",
        bureau,
        "副局长",
    )
    assert person.post is not None
    assert (person.level, person.post_since, person.managed_from) == (
        "142",
        date(2019, 3, 1),
        date(2019, 3, 1),
    )
    assert number_of(person) == id_number()
    assert PersonFacts.objects.get().unit == bureau
    assert LevelSpell.objects.get().begins == date(2019, 3, 1)
    [entry] = Entry.objects.filter(deed="exchange.person.imported")
    assert (entry.subject_id, entry.detail["name"]) == (person.pk, "张三")


def test_new_changed_unchanged_and_wrong() -> None:
    bureau = district.housing()
    district.person("张三", number=id_number(), unit=bureau)
    same = district.person("李四", number=id_number(order="003"))

    batch = preview(
        ROW,
        ["李四", "男", "1986.05", id_number(order="003"), "", "", "", "", "", ""],
        ["王五", "男", "1986.05", id_number(order="005"), "", "", "", "", "", ""],
        ["赵六", "男", "2010.13", "", "", "", "", "", "", ""],
    )

    assert statuses(batch) == ["changed", "unchanged", "new", "error"]
    assert batch.lines.all()[1].person == same


def test_errors_name_row_column_and_remedy() -> None:
    district.housing()
    batch = preview(
        ROW,
        ["赵六", "男", "2010.13", "", "", "", "", "", "", ""],
        ["=cmd|x", "男", "1986.05", "", "", "", "", "", "", ""],
        ["李四", "男", "1986.05", id_number(), "", "", "", "", "", ""],
        ["钱七", "男", "1986.05", "", "没有的单位", "", "", "", "", ""],
    )

    told = [line.errors[0] for line in batch.lines.filter(status="error")]
    assert [error["code"] for error in told] == [
        DateFlaw.NO_SUCH_MONTH,
        RowFlaw.NOT_A_NAME,
        RowFlaw.SAME_IDENTITY,
        RowFlaw.UNIT_UNKNOWN,
    ]
    assert (
        error_sentence(told[0]) == "第 3 行「出生日期」：“2010.13”的月份不存在：月份应为 01 至 12"
    )
    with pytest.raises(Refused, match="全部成功"):
        apply_batch(actor=OFFICER, batch_id=batch.pk, on=ON, at=AT)
    assert not Person.objects.exists()


def test_the_same_file_twice_changes_nothing() -> None:
    district.housing()
    data = workbook(ROW)
    first = preview_roster(actor=OFFICER, name="a.xlsx", data=data, on=ON)
    apply_batch(actor=OFFICER, batch_id=first.pk, on=ON, at=AT)

    again = preview_roster(actor=OFFICER, name="b.xlsx", data=data, on=ON)

    [line] = again.lines.all()
    assert (line.status, line.findings[0]["code"]) == ("unchanged", Found.FILE_SEEN)
    apply_batch(actor=OFFICER, batch_id=again.pk, on=ON, at=AT)
    assert Person.objects.get().version == 1


def test_undo_restores_old_values_and_takes_new_people_away() -> None:
    bureau = district.housing()
    known = district.person("张三", number="", unit=None, post_text="科员", level="150")
    LevelSpell.objects.create(person=known, series="0", level="150", begins=date(2015, 1, 1))
    batch = applied(ROW, ["李四", "女", "1990.01", "", "区住建局", "", "", "", "", ""])
    known.refresh_from_db()
    assert (known.unit, known.level, number_of(known)) == (bureau, "142", id_number())
    assert LevelSpell.objects.filter(person=known).count() == 2

    undo_batch(actor=OFFICER, batch_id=batch.pk, at=AT)

    known.refresh_from_db()
    assert (known.unit, known.level, known.post_text, number_of(known)) == (
        None,
        "150",
        "科员",
        "",
    )
    [spell] = LevelSpell.objects.filter(person=known)
    assert (spell.level, spell.ends) == ("150", None)
    assert [person.pk for person in Person.objects.all()] == [known.pk]
    assert PersonFacts.objects.get().level == "150"
    assert Entry.objects.filter(deed="exchange.person.restored").count() == 1


def test_undo_is_refused_when_somebody_wrote_since() -> None:
    district.housing()
    batch = applied()
    person = Person.objects.get()
    amend_dossier(actor=OFFICER, person_id=person.pk, values={"health": "一般"}, version=None)

    with pytest.raises(Refused, match="第 2 项 张三"):
        undo_batch(actor=OFFICER, batch_id=batch.pk, at=AT)


def test_another_spelling_is_no_change() -> None:
    district.person(
        "张三", number=id_number(), party_text="200706", ethnicity="苗族", political_face="01"
    )
    header = ["姓名", "性别", "出生年月", "身份证号", "入党时间", "民族"]
    row = ["张 三", "男", "1986-5", id_number().lower(), "2007.06", "苗"]

    batch = preview_roster(actor=OFFICER, name="a.xlsx", data=workbook(row, header=header), on=ON)

    [line] = batch.lines.all()
    assert (line.status, line.errors, line.differences) == ("unchanged", [], [])


def test_an_empty_cell_never_empties_a_dossier() -> None:
    district.housing()
    made = district.person("张三", number=id_number(), native_place="湖南长沙")

    applied(["张三", "男", "1986", *([""] * 7)][:2] + ["1986.05", id_number()] + [""] * 6)

    made.refresh_from_db()
    assert made.native_place == "湖南长沙"


def test_a_month_in_the_table_never_takes_the_day_from_the_dossier() -> None:
    """Only what the preview shows to differ is written, whatever else stands in the row."""
    bureau = district.housing()
    made = district.person(
        "张三", number=id_number(), unit=bureau, birth=date(1986, 5, 20), birth_precision="d",
        post_text="副局长", post_since=date(2019, 3, 15),
    )  # fmt: skip
    batch = preview(ROW)
    [line] = batch.lines.all()
    assert {"birth", "post_since"}.isdisjoint(told["field"] for told in line.differences)

    apply_batch(actor=OFFICER, batch_id=batch.pk, on=ON, at=AT)

    made.refresh_from_db()
    assert (made.birth, made.birth_precision) == (date(1986, 5, 20), "d")
    assert made.post_since == date(2019, 3, 15)
    assert (made.level, made.post) == ("142", bureau.posts.get())
    undo_batch(actor=OFFICER, batch_id=batch.pk, at=AT)
    made.refresh_from_db()
    assert (made.level, made.post) == ("199", None)


def test_the_world_moved_between_preview_and_apply() -> None:
    district.housing()
    batch = preview()
    district.person("别人", number=id_number())

    with pytest.raises(Refused, match="第 2 行在试读之后有了变化"):
        apply_batch(actor=OFFICER, batch_id=batch.pk, on=ON, at=AT)


def test_a_crash_in_the_middle_leaves_nothing_behind() -> None:
    district.housing()
    batch = preview(ROW, ["李 四", "女", "1990.12", id_number(order="003"), *ROW[4:]])

    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {FACTS} ADD CONSTRAINT crash CHECK (false) NOT VALID")
    with pytest.raises(DatabaseError, match="crash"), transaction.atomic():
        apply_batch(actor=OFFICER, batch_id=batch.pk, on=ON, at=AT)

    assert Person.objects.count() == LevelSpell.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {FACTS} DROP CONSTRAINT crash")
    batch.refresh_from_db()
    assert batch.state == "previewed"
    apply_batch(actor=OFFICER, batch_id=batch.pk, on=ON, at=AT)
    assert Person.objects.count() == 2


def test_an_organizer_files_people_under_the_own_units_only() -> None:
    own, other = district.housing(), district.unit("演示区教育局")
    district.person("李四", number=id_number(order="003"), unit=other)

    batch = preview(
        ROW,
        ["王五", "男", "1986.05", "", "演示区教育局", "局长", "", "", "", ""],
        ["钱七", "男", "1986.05", "", "", "", "", "", "", ""],
        ["李四", "男", "1986.05", id_number(order="003"), "", "", "", "", "", ""],
        actor=district.organizer(own),
    )

    assert statuses(batch) == ["new", "error", "error", "error"]
    assert [line.errors[0]["code"] for line in batch.lines.all()[1:]] == [
        RowFlaw.UNIT_OUTSIDE,
        RowFlaw.UNIT_MISSING,
        RowFlaw.ID_TAKEN,
    ]


def test_an_organizer_cannot_move_somebody_out_of_the_own_units() -> None:
    own, other = district.housing(), district.unit("演示区教育局")
    district.person("张三", number=id_number(), unit=own)

    batch = preview(
        ["张三", "男", "1986.05", id_number(), other.name, "局长", "", "", "", ""],
        actor=district.organizer(own),
    )

    [line] = batch.lines.all()
    assert [error["code"] for error in line.errors] == [RowFlaw.UNIT_OUTSIDE]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (workbook(["张三"], header=["姓名"]), "缺少必填列「性别」"),
        (workbook(["x"], header=["随便"]), "找不到表头"),
        (workbook(header=HEADER), "没有数据行"),
        (b"", "文件是空的"),
    ],
    ids=["columns", "header", "rows", "empty"],
)
def test_what_is_no_roster(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        preview_roster(actor=OFFICER, name="a.xlsx", data=data, on=ON)


def test_an_exported_roster_reads_back_unchanged_and_holds_no_formula() -> None:
    district.housing()
    applied(
        ROW,
        [
            "李四",
            "女",
            "1990.12.24",
            id_number(order="002"),
            "区住建局",
            "科员",
            "科员",
            "",
            "苗",
            "",
        ],
    )
    Person.objects.filter(name="李四").update(native_place="=1+1", political_face="07", rank="c1")

    count, data = export_roster(
        actor=OFFICER, people=Person.objects.order_by("pk"), purpose="核对", on=ON
    )

    assert count == 2
    rows = [list(row) for row in read_table(data).rows]
    assert rows[1][:6] == ["1", "张三", "演示区住房和城乡建设局", "副局长", "男", "1986.05"]
    assert rows[1][-2:] == ["38", id_number()]
    assert "=1+1" in rows[2]
    again = preview_roster(actor=OFFICER, name="b.xlsx", data=data, on=ON)
    assert statuses(again) == ["unchanged", "unchanged"]
    [entry] = Entry.objects.filter(deed="exchange.roster.exported")
    assert (entry.detail["count"], entry.reason) == (2, "核对")


def test_an_organizer_exports_the_own_units_without_identity_numbers() -> None:
    own, other = district.housing(), district.unit("演示区教育局")
    district.person("张三", number=id_number(), unit=own)
    district.person("李四", unit=other)

    count, data = export_roster(
        actor=district.organizer(own), people=Person.objects.all(), purpose="核对", on=ON
    )

    assert count == 1
    assert id_number() not in str(read_table(data).rows)


def test_who_may_not_export() -> None:
    district.person()
    reader = Actor(
        account_id=5,
        name="读者",
        grants=frozenset({Grant(role="district_leader", unit_ids=None)}),
    )

    with pytest.raises(Refused, match="没有可以导出"):
        export_roster(actor=reader, people=Person.objects.all(), purpose="看", on=ON)
    with pytest.raises(Refused, match="用途"):
        export_roster(actor=OFFICER, people=Person.objects.all(), purpose="", on=ON)
    with pytest.raises(Forbidden):
        preview(actor=reader)


def test_queries_do_not_grow_with_the_rows(django_assert_num_queries) -> None:
    district.housing()
    rows = [
        ["张三", "男", "1986.05", id_number(order=f"{n:03}"), "区住建局", "", "", "", "", ""]
        for n in range(1, 60, 2)
    ]
    data = {count: workbook(*rows[:count]) for count in (1, 30)}
    preview_roster(actor=OFFICER, name="a.xlsx", data=data[1], on=ON)

    for count in (1, 30):
        with django_assert_num_queries(11):
            preview_roster(actor=OFFICER, name="a.xlsx", data=data[count], on=ON)
