"""Forms into dossiers: previewed, applied whole or not at all, undone, exported again."""

import io
import zipfile
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from qingmiao.engines.sandbox.enums import Content
from qingmiao.kernel.actor import Actor, Grant
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.people.dossiers.models import (
    Appraisal,
    Award,
    Education,
    FamilyMember,
    FormSheet,
    LevelSpell,
    Person,
    Photo,
    Spell,
)
from qingmiao.people.dossiers.services.dossier import amend_dossier
from qingmiao.people.dossiers.services.sealing import number_of
from qingmiao.people.exchange.contracts import Relative
from qingmiao.people.exchange.enums import FileFlaw, Found, RowFlaw
from qingmiao.people.exchange.models import ImportBatch, ImportLine, KeptForm
from qingmiao.people.exchange.rules.lrmx import read_lrmx
from qingmiao.people.exchange.services.batch import apply_batch
from qingmiao.people.exchange.services.export import export_form, export_forms
from qingmiao.people.exchange.services.forms import preview_forms
from qingmiao.people.exchange.services.sealing import kept_upload
from qingmiao.people.exchange.services.undoing import drop_batch, undo_batch
from tests.people.exchange import corpus, district
from tests.people.exchange.district import AT, OFFICER, ON

pytestmark = pytest.mark.django_db


def preview(*files: tuple[str, bytes], actor: Actor = OFFICER) -> ImportBatch:
    return preview_forms(actor=actor, files=files or [("a.lrmx", corpus.lrmx())], on=ON)


def line_of(batch: ImportBatch) -> ImportLine:
    [line] = batch.lines.all()
    return line


def applied(*files: tuple[str, bytes]) -> ImportBatch:
    return apply_batch(actor=OFFICER, batch_id=preview(*files).pk, on=ON, at=AT)


def codes(line: ImportLine) -> list[str]:
    return [finding["code"] for finding in line.findings]


def test_a_preview_changes_no_dossier_and_tells_everything() -> None:
    district.housing()

    batch = preview()

    line = line_of(batch)
    assert (line.status, line.title, line.errors, line.findings) == ("new", "张青苗", [], [])
    assert Person.objects.count() == 0
    assert {d["field"] for d in line.differences} >= {"XingMing", "JianLi", "ZhaoPian"}
    number = next(d for d in line.differences if d["field"] == "ShenFenZheng")
    assert corpus.id_number() not in str(line.differences)
    assert number["theirs"].startswith("4306***")
    assert kept_upload(batch.uid) == [("a.lrmx", corpus.lrmx())]
    [entry] = Entry.objects.filter(deed="exchange.batch.uploaded")
    assert entry.detail["count"] == 1


def test_an_applied_form_fills_the_whole_dossier() -> None:
    bureau = district.housing()

    batch = applied()

    person = Person.objects.get()
    assert (person.name, person.sex, person.birth, person.birth_precision) == (
        "张青苗",
        "1",
        date(1986, 5, 1),
        "m",
    )
    assert number_of(person) == corpus.id_number()
    assert (person.unit, person.post_text, person.level) == (bureau, "副局长", "142")
    assert person.post_since == date(2012, 6, 1)
    assert (person.party_joined, person.political_face) == (date(2007, 6, 1), "01")
    assert person.managed_from == date(2012, 6, 1)
    assert [spell.text for spell in Spell.objects.filter(within=None)] == [
        "湖南大学土木工程学院土木工程专业学习",
        "演示区住房和城乡建设局科员",
        "演示区住房和城乡建设局副局长",
    ]
    assert Spell.objects.get(within__isnull=False).text == "区委党校中青年干部培训班学习"
    assert Education.objects.get().degree_text == "工学学士"
    assert [(a.year, a.grade) for a in Appraisal.objects.all()] == [
        (2021, "1"),
        (2022, "2"),
        (2023, "2"),
    ]
    assert Award.objects.get().authority == "演示区委"
    assert [m.name for m in FamilyMember.objects.all()] == ["王芳", "张小苗"]
    assert FormSheet.objects.get().filled_by == "李四"
    assert (Photo.objects.get().width, Photo.objects.get().height) == (120, 160)
    assert LevelSpell.objects.get().begins == date(2012, 6, 1)
    assert line_of(batch).person == person
    assert Entry.objects.filter(deed="exchange.person.imported", subject_id=person.pk).exists()


def test_the_same_file_again_is_recognised_and_changes_nothing() -> None:
    district.housing()
    first = applied()

    again = preview(("renamed.lrmx", corpus.lrmx()))

    line = line_of(again)
    assert (line.status, line.differences, codes(line)) == ("unchanged", [], [Found.FILE_SEEN])
    assert line.findings[0]["params"] == {"batch": first.pk}


def test_import_export_import_loses_nothing() -> None:
    district.housing()
    original = corpus.lrmx(
        XingMing="张 青 苗",
        ZhengZhiMianMao="中共党员",
        BenDiXiang="<本地&项>",
        JianLi=corpus.RESUME.replace("--", "—") + "\n2013.13--2014.01  某段读不懂的经历",
        JiangChengQingKuang="2019年12月，经演示区委批准，授予优秀；2020年1月，受党内警告处分。",
        ZhaoPian="data:image/jpeg;base64," + corpus.form().text("ZhaoPian"),
    )
    applied(("a.lrmx", original))
    person = Person.objects.get()

    name, exported = export_form(actor=OFFICER, person_id=person.pk, purpose="上报市委", on=ON)

    assert name == "2024.06.01 干部任免审批表 张青苗.lrmx"
    assert read_lrmx(exported) == read_lrmx(original)
    assert exported == original
    assert line_of(preview(("b.lrmx", exported))).status == "unchanged"
    [entry] = Entry.objects.filter(deed="exchange.form.exported")
    assert (entry.subject_id, entry.reason) == (person.pk, "上报市委")


def test_what_changed_since_is_exported_and_the_rest_as_it_was() -> None:
    district.housing()
    applied(("a.lrmx", corpus.lrmx(WeiZhi="原样", JiGuan="湖南 岳阳")))
    person = Person.objects.get()
    amend_dossier(actor=OFFICER, person_id=person.pk, values={"health": "一般"}, version=None)

    _name, exported = export_form(actor=OFFICER, person_id=person.pk, purpose="核对", on=ON)

    form = read_lrmx(exported)
    assert form.text("JianKangZhuangKuang") == "一般"
    assert form.text("WeiZhi") == "原样"
    assert form.raw("JiGuan") == "湖南 岳阳"


def test_a_dossier_without_a_file_is_exported_whole() -> None:
    bureau = district.housing()
    made = district.person(number=corpus.id_number(), unit=bureau, post_text="副局长")

    _name, exported = export_form(actor=OFFICER, person_id=made.pk, purpose="核对", on=ON)

    form = read_lrmx(exported)
    assert form.text("XianRenZhiWu") == "演示区住房和城乡建设局副局长"
    assert form.text("ChuShengNianYue") == "198605"
    assert form.text("ShenFenZheng") == corpus.id_number()


def test_only_accepted_fields_are_taken() -> None:
    district.housing()
    made = district.person(number=corpus.id_number(), native_place="湖南常德", health="一般")
    batch = preview()
    assert line_of(batch).status == "changed"

    apply_batch(actor=OFFICER, batch_id=batch.pk, on=ON, at=AT, accepted={1: ["JiGuan", "Forged"]})

    made.refresh_from_db()
    assert (made.native_place, made.health) == ("湖南岳阳", "一般")
    assert not Spell.objects.exists()
    assert line_of(batch).accepted == ["JiGuan"]


def test_a_line_whose_fields_are_all_declined_stays_out() -> None:
    batch = preview()

    apply_batch(actor=OFFICER, batch_id=batch.pk, on=ON, at=AT, accepted={})

    assert Person.objects.count() == 0
    assert line_of(batch).status == "unchanged"


def test_a_new_dossier_needs_its_name_its_sex_and_its_birth() -> None:
    batch = preview()

    with pytest.raises(Refused) as caught:
        apply_batch(actor=OFFICER, batch_id=batch.pk, on=ON, at=AT, accepted={1: ["XingMing"]})

    assert "性别" in str(caught.value)
    assert "出生年月" in str(caught.value)
    assert Person.objects.count() == 0


def test_undo_takes_new_dossiers_away() -> None:
    district.housing()
    batch = applied()

    undo_batch(actor=OFFICER, batch_id=batch.pk, at=AT)

    assert Person.objects.count() == Spell.objects.count() == KeptForm.objects.count() == 0
    batch.refresh_from_db()
    assert batch.state == "undone"
    assert Entry.objects.filter(deed="exchange.person.withdrawn").count() == 1


def test_undo_restores_everything_a_form_changed() -> None:
    district.housing()
    applied()
    made = Person.objects.get()
    changed = corpus.lrmx(
        photo=corpus.jpeg(200, 300),
        family=(Relative("父亲", "张三", "195501", "群众", "已退休"),),
        JiGuan="湖南常德",
        ShenFenZheng=corpus.id_number(),
        JianLi=corpus.RESUME.replace("科员", "干部"),
        QuanRiZhiJiaoYu_XueWei="理学学士",
        NianDuKaoHeJieGuo="2023年优秀；2024年优秀",
        JiangChengQingKuang="无",
        TianBiaoRen="王五",
    )
    before = export_form(actor=OFFICER, person_id=made.pk, purpose="核对", on=ON)
    batch = applied(("b.lrmx", changed))
    assert export_form(actor=OFFICER, person_id=made.pk, purpose="核对", on=ON) != before

    undo_batch(actor=OFFICER, batch_id=batch.pk, at=AT)

    assert export_form(actor=OFFICER, person_id=made.pk, purpose="核对", on=ON) == before
    assert [m.name for m in FamilyMember.objects.all()] == ["王芳", "张小苗"]
    assert Spell.objects.filter(within__isnull=False).count() == 1


def test_undo_is_refused_when_somebody_wrote_since() -> None:
    batch = applied()
    amend_dossier(
        actor=OFFICER, person_id=Person.objects.get().pk, values={"health": "一般"}, version=None
    )

    with pytest.raises(Refused, match="第 1 项 张青苗"):
        undo_batch(actor=OFFICER, batch_id=batch.pk, at=AT)

    assert Person.objects.count() == 1


def test_a_batch_is_applied_once_and_dropped_only_before() -> None:
    batch = applied()

    for verb in (
        lambda: apply_batch(actor=OFFICER, batch_id=batch.pk, on=ON, at=AT),
        lambda: drop_batch(actor=OFFICER, batch_id=batch.pk),
    ):
        with pytest.raises(Refused, match="已经处理过"):
            verb()
    dropped = drop_batch(actor=OFFICER, batch_id=preview().pk)
    assert dropped.state == "dropped"
    with pytest.raises(Refused, match="已导入"):
        undo_batch(actor=OFFICER, batch_id=dropped.pk, at=AT)


def test_an_archive_of_good_and_bad_files() -> None:
    twin = corpus.lrmx(XingMing="王小苗")
    other = corpus.lrmx(XingMing="李新芽", ShenFenZheng=corpus.id_number(order="003"))
    data = corpus.archive(
        ("1.lrmx", corpus.lrmx()),
        ("2.lrmx", b"not xml"),
        ("3.lrmx", b""),
        ("4.lrmx", twin),
        ("5.lrmx", corpus.lrmx(XingMing="")),
        ("6.lrmx", corpus.lrmx(XingMing="=1+1", ShenFenZheng="")),
        ("7.lrmx", other),
        ("8.lrmx", corpus.lrmx(XingMing="赵无日", ShenFenZheng="", ChuShengNianYue="2010.13")),
    )

    batch = preview(("干部.zip", data))

    lines = list(batch.lines.all())
    assert [line.status for line in lines] == [
        "new",
        "error",
        "error",
        "error",
        "error",
        "error",
        "new",
        "error",
    ]
    assert [line.errors[0]["code"] for line in lines if line.errors] == [
        FileFlaw.NOT_XML,
        Content.EMPTY,
        RowFlaw.SAME_IDENTITY,
        FileFlaw.NO_NAME,
        RowFlaw.NOT_A_NAME,
        RowFlaw.REQUIRED,
    ]
    apply_batch(actor=OFFICER, batch_id=batch.pk, on=ON, at=AT)
    assert sorted(Person.objects.values_list("name", flat=True)) == ["张青苗", "李新芽"]


def test_a_broken_photograph_is_told_and_left_out() -> None:
    whole = corpus.form().text("ZhaoPian")
    batch = preview(
        ("cut.lrmx", corpus.lrmx(ZhaoPian=whole[: len(whole) // 2 + 1])),
        ("huge.lrmx", corpus.lrmx(photo=corpus.huge_png(), XingMing="李四", ShenFenZheng="")),
    )

    assert [codes(line) for line in batch.lines.all()] == [
        [Found.PHOTO_UNREADABLE, Found.UNIT_NOT_FOUND],
        [Found.ID_MISSING, Found.PHOTO_UNREADABLE, Found.UNIT_NOT_FOUND],
    ]
    apply_batch(actor=OFFICER, batch_id=batch.pk, on=ON, at=AT)
    assert not Photo.objects.exists()
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (corpus.archive(("../../etc/a.lrmx", b"x")), "越出目录"),
        (corpus.encrypted(corpus.archive(("a.lrmx", b"x"))), "密码"),
        (corpus.archive(("a.lrmx", b"\0" * (200 << 20))), "展开后过大"),
    ],
    ids=["climbs", "encrypted", "bomb"],
)
def test_a_dangerous_archive_is_refused_whole(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        preview(("a.zip", data))

    assert not ImportBatch.objects.exists()


def test_nothing_to_import() -> None:
    with pytest.raises(Refused, match="没有任免审批表"):
        preview(("a.jpg", b"x"))


def test_who_is_meant() -> None:
    known = district.person("张青苗")
    district.person("李四", number=corpus.id_number(order="005"))
    for _ in range(2):
        district.person("王五")

    batch = preview(
        ("1.lrmx", corpus.lrmx()),
        ("2.lrmx", corpus.lrmx(XingMing="赵六", ShenFenZheng=corpus.id_number(order="005"))),
        ("3.lrmx", corpus.lrmx(XingMing="王五", ShenFenZheng="")),
    )

    first, second, third = batch.lines.all()
    assert (first.status, first.person) == ("changed", known)
    assert [e["code"] for e in second.errors] == [RowFlaw.ID_TAKEN]
    assert [e["code"] for e in third.errors] == [RowFlaw.SEVERAL]


def test_the_world_moved_between_preview_and_apply() -> None:
    batch = preview()
    district.person(number=corpus.id_number())

    with pytest.raises(Refused, match="试读之后有了变化"):
        apply_batch(actor=OFFICER, batch_id=batch.pk, on=ON, at=AT)


def test_a_crash_in_the_middle_leaves_nothing_behind() -> None:
    batch = preview(
        ("1.lrmx", corpus.lrmx()),
        ("2.lrmx", corpus.lrmx(XingMing="李四", ShenFenZheng=corpus.id_number(order="003"))),
    )

    def break_the_second_photo(execute, sql, params, many, context):
        if "dossiers_photo" in sql and sql.startswith("INSERT"):
            photos.append(sql)
            if len(photos) == 2:
                raise DatabaseError("the disk is full")
        return execute(sql, params, many, context)

    photos: list[str] = []
    with (
        connection.execute_wrapper(break_the_second_photo),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        apply_batch(actor=OFFICER, batch_id=batch.pk, on=ON, at=AT)

    assert len(photos) == 2
    assert Person.objects.count() == Photo.objects.count() == 0
    batch.refresh_from_db()
    assert batch.state == "previewed"
    apply_batch(actor=OFFICER, batch_id=batch.pk, on=ON, at=AT)
    assert Person.objects.count() == 2


def test_an_organizer_imports_for_the_own_units_only() -> None:
    own, other = district.housing(), district.unit("演示区教育局")
    outsider = district.person("李四", number=corpus.id_number(order="003"), unit=other)
    hand = district.organizer(own)

    batch = preview(
        ("1.lrmx", corpus.lrmx()),
        ("2.lrmx", corpus.lrmx(XingMing="王五", XianRenZhiWu="演示区教育局局长", ShenFenZheng="")),
        ("3.lrmx", corpus.lrmx(XingMing="李四", ShenFenZheng=corpus.id_number(order="003"))),
        actor=hand,
    )

    first, second, third = batch.lines.all()
    assert first.status == "new"
    assert [e["code"] for e in second.errors] == [RowFlaw.UNIT_OUTSIDE]
    assert [e["code"] for e in third.errors] == [RowFlaw.ID_TAKEN]
    apply_batch(actor=hand, batch_id=batch.pk, on=ON, at=AT)
    assert Person.objects.exclude(pk=outsider.pk).get().unit == own


def test_nobody_else_imports_or_exports() -> None:
    made = district.person()
    reader = Actor(
        account_id=5,
        name="读者",
        grants=frozenset({Grant(role="district_leader", unit_ids=None)}),
    )
    batch = preview()

    for verb in (
        lambda: preview(actor=reader),
        lambda: apply_batch(actor=reader, batch_id=batch.pk, on=ON, at=AT),
        lambda: undo_batch(actor=reader, batch_id=batch.pk, at=AT),
        lambda: export_form(actor=reader, person_id=made.pk, purpose="看", on=ON),
        lambda: apply_batch(
            actor=district.organizer(district.housing()), batch_id=batch.pk, on=ON, at=AT
        ),
    ):
        with pytest.raises(Forbidden):
            verb()


def test_a_selection_leaves_as_an_archive_with_namesakes_apart() -> None:
    for order in ("001", "003"):
        district.person(number=corpus.id_number(order=order))

    count, data = export_forms(
        actor=OFFICER, people=Person.objects.order_by("pk"), purpose="上报", on=ON
    )

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [
            "2024.06.01 干部任免审批表 张青苗.lrmx",
            "2024.06.01 干部任免审批表 张青苗 2.lrmx",
        ]
    assert count == 2
    assert Entry.objects.filter(deed="exchange.form.exported").count() == 2
    with pytest.raises(Refused, match="用途"):
        export_forms(actor=OFFICER, people=Person.objects.all(), purpose=" ", on=ON)
    with pytest.raises(Refused, match="没有可以导出"):
        export_forms(actor=OFFICER, people=Person.objects.none(), purpose="上报", on=ON)


def test_parts_the_form_does_not_show_survive_an_import() -> None:
    district.housing()
    made = district.person(number=corpus.id_number())
    Education.objects.create(person=made, mode="1", schooling="35", school="某中专")
    Appraisal.objects.create(person=made, year=2015, grade="1")

    applied()

    assert sorted(Education.objects.values_list("schooling", flat=True)) == ["21", "35"]
    assert list(Appraisal.objects.values_list("year", flat=True)) == [2015, 2021, 2022, 2023]
