"""The doors: upload, look, choose, apply, undo, take away."""

import io
import zipfile
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from qingmiao.engines.sheets.services import read_table
from qingmiao.ledger.models import Entry
from qingmiao.people.dossiers.models import Person
from qingmiao.people.exchange.models import ImportBatch
from tests.people.exchange import corpus, district
from tests.people.exchange.test_import_roster import HEADER, ROW, workbook

pytestmark = pytest.mark.django_db

PURPOSE = {"purpose": "report", "note": "上报市委组织部"}


@pytest.fixture
def officer() -> Client:
    client = Client()
    client.force_login(district.account("officer"))
    return client


@pytest.fixture
def cadre() -> Client:
    client = Client()
    client.force_login(district.account("cadre"))
    return client


def upload(client: Client, *files: tuple[str, bytes], **headers: str):
    documents = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse("exchange:import"), {"documents": documents}, headers=headers)


def test_an_empty_page_says_what_to_do(officer: Client) -> None:
    response = officer.get(reverse("exchange:import"))

    assert response.status_code == 200
    assert "还没有导入过" in response.content.decode()


def test_the_officer_imports_a_zip_and_finds_the_people(officer: Client) -> None:
    district.housing()
    other = corpus.lrmx(
        XingMing="李新芽",
        ShenFenZheng=corpus.id_number(order="003"),
        JianLi=corpus.RESUME + "\n2013.13--2014.01  读不懂的一段",
    )
    data = corpus.archive(("张青苗.lrmx", corpus.lrmx()), ("李新芽.lrmx", other), ("坏.lrmx", b"x"))

    response = upload(officer, ("干部.zip", data))

    batch = ImportBatch.objects.get()
    assert response.url == reverse("exchange:batch", args=[batch.pk])
    page = officer.get(response.url).content.decode()
    for words in (
        "张青苗",
        "李新芽",
        "未能识别的简历行",
        "读不懂的一段",
        "不是任免审批表文件",
        "采纳籍贯",
    ):
        assert words in page
    assert corpus.id_number() not in page
    response = officer.post(reverse("exchange:apply", args=[batch.pk]))
    assert response.status_code == 302
    assert Person.objects.count() == 2
    page = officer.get(response.url).content.decode()
    assert "撤销整批" in page
    roster = officer.get(reverse("dossiers:roster")).content.decode()
    assert "李新芽" in roster


def test_only_chosen_fields_are_written(officer: Client) -> None:
    made = district.person(number=corpus.id_number(), native_place="湖南常德", health="一般")
    upload(officer, ("a.lrmx", corpus.lrmx()))
    batch = ImportBatch.objects.get()
    choose = reverse("exchange:choose", args=[batch.pk, 1])

    response = officer.post(choose, {"field": ["JiGuan"]}, headers={"HX-Request": "true"})

    assert response.status_code == 200
    assert "已记下，采纳 1 项" in response.content.decode()
    assert officer.post(choose, {"field": ["JiGuan"]}).status_code == 302
    officer.post(reverse("exchange:apply", args=[batch.pk]))
    made.refresh_from_db()
    assert (made.native_place, made.health) == ("湖南岳阳", "一般")
    assert officer.post(choose, {"field": []}).status_code == 422


def test_undo_and_drop(officer: Client) -> None:
    upload(officer, ("a.lrmx", corpus.lrmx()))
    batch = ImportBatch.objects.get()
    officer.post(reverse("exchange:apply", args=[batch.pk]))
    assert Person.objects.count() == 1

    officer.post(reverse("exchange:undo", args=[batch.pk]))

    assert Person.objects.count() == 0
    for verb in ("apply", "undo", "drop"):
        response = officer.post(reverse(f"exchange:{verb}", args=[batch.pk]))
        assert response.status_code == 422
    upload(officer, ("a.lrmx", corpus.lrmx()))
    newest = ImportBatch.objects.first()
    assert officer.post(reverse("exchange:drop", args=[newest.pk])).status_code == 302


def test_a_roster_with_an_error_offers_no_apply_but_a_workbook_of_errors(officer: Client) -> None:
    district.housing()
    data = workbook(ROW, ["赵六", "男", "2010.13", *[""] * 7])

    response = upload(officer, ("名册.xlsx", data))

    page = officer.get(response.url).content.decode()
    batch = ImportBatch.objects.get()
    assert reverse("exchange:apply", args=[batch.pk]) not in page
    assert "第 3 行「出生日期」" in page
    assert "不写入" in page
    only_new = officer.get(response.url + "?status=new").content.decode()
    assert "张三" in only_new
    assert "赵六" not in only_new
    errors = officer.get(reverse("exchange:errors", args=[batch.pk]))
    rows = [list(row) for row in read_table(errors.content).rows]
    assert rows[1][0] == "3"
    assert "月份应为 01 至 12" in rows[1][3]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("a.zip", corpus.archive(("../a.lrmx", b"x")))], "越出目录"),
        ([("a.xlsx", b"")], "空"),
        ([("a.xlsx", workbook(ROW, header=HEADER)), ("b.lrmx", b"<Person/>")], "请单独上传"),
        ([], "必填"),
    ],
    ids=["climbs", "empty", "mixed", "none"],
)
def test_refusals_are_told_in_the_form(
    officer: Client, files: list[tuple[str, bytes]], words: str
) -> None:
    response = upload(officer, *files)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_the_template_is_importable(officer: Client) -> None:
    response = officer.get(reverse("exchange:template"))

    rows = read_table(response.content).rows
    assert rows[0][:4] == ["姓名*", "性别*", "出生年月*", "身份证号"]


def test_one_form_leaves_with_its_purpose(officer: Client) -> None:
    made = district.person(number=corpus.id_number())
    url = reverse("exchange:export-person", args=[made.pk])
    assert "张青苗" in officer.get(url).content.decode()
    assert officer.post(url, {"purpose": "report", "note": ""}).status_code == 422

    response = officer.post(url, PURPOSE)

    assert response.content.startswith(b"\xef\xbb\xbf<?xml")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "attachment" in response["Content-Disposition"]
    assert Entry.objects.get(deed="exchange.form.exported").reason == "上报材料：上报市委组织部"


def test_a_selection_leaves_as_forms_and_as_a_roster(officer: Client) -> None:
    first = district.person("张青苗")
    district.person("李四")
    forms, roster = reverse("exchange:export-forms"), reverse("exchange:export-roster")
    assert officer.get(forms).status_code == officer.get(roster).status_code == 200

    archive = officer.post(f"{forms}?person={first.pk}&person=x", PURPOSE)
    table = officer.post(roster, PURPOSE)

    with zipfile.ZipFile(io.BytesIO(archive.content)) as opened:
        assert len(opened.namelist()) == 1
    assert [row[1] for row in read_table(table.content).rows] == ["姓名", "张青苗", "李四"]
    assert officer.post(f"{forms}?person=999999", PURPOSE).status_code == 422
    assert officer.post(f"{roster}?person=999999", PURPOSE).status_code == 422


def test_doors_do_not_exist_for_outsiders(officer: Client, cadre: Client) -> None:
    made = district.person()
    upload(officer, ("a.lrmx", corpus.lrmx()))
    batch = ImportBatch.objects.get().pk
    for name, arguments, method in (
        ("import", [], "get"),
        ("import", [], "post"),
        ("template", [], "get"),
        ("batch", [batch], "get"),
        ("choose", [batch, 1], "post"),
        ("apply", [batch], "post"),
        ("undo", [batch], "post"),
        ("drop", [batch], "post"),
        ("errors", [batch], "get"),
        ("export-person", [made.pk], "get"),
        ("export-person", [made.pk], "post"),
        ("export-forms", [], "post"),
        ("export-roster", [], "post"),
    ):
        response = getattr(cadre, method)(reverse(f"exchange:{name}", args=arguments))

        assert response.status_code == 404, name


def test_a_part_equals_the_page(officer: Client) -> None:
    upload(officer, ("a.lrmx", corpus.lrmx()))
    url = reverse("exchange:batch", args=[ImportBatch.objects.get().pk])

    part = officer.get(url, headers={"HX-Request": "true"}).content.decode()

    assert part.strip().startswith('<div id="batch">')
    assert "<html" not in part


def test_an_english_reader_finds_no_chinese_of_ours(officer: Client) -> None:
    district.housing()
    upload(officer, ("a.lrmx", corpus.lrmx()), ("b.lrmx", b"x"))
    upload(officer, ("list.xlsx", workbook(ROW, ["张三", "男", "2010.13", *[""] * 7])))
    officer.cookies["django_language"] = "en"
    pages = [reverse("exchange:batch", args=[batch.pk]) for batch in ImportBatch.objects.all()]

    spoken = [officer.get(url).content.decode() for url in [*pages, reverse("exchange:import")]]

    for words in (
        "写入",
        "采纳",
        "栏目",
        "档案现有",
        "试读",
        "以往批次",
        "任现职时间",
        "籍贯",
        "月份",
    ):
        assert not [page for page in spoken if words in page], words


def test_the_roster_exports_what_it_shows(officer: Client, cadre: Client) -> None:
    district.person("张青苗")
    district.person("李四")
    listed = officer.get(reverse("dossiers:roster"), {"q": "李四"}).content.decode()
    url = reverse("dossiers:export-roster") + "?q=" + quote("李四")
    assert url in listed
    assert "<b>1</b>" in officer.get(url).content.decode()

    table = officer.post(url, PURPOSE)
    archive = officer.post(reverse("dossiers:export-forms") + "?q=lisi", PURPOSE)

    assert [row[1] for row in read_table(table.content).rows] == ["姓名", "李四"]
    with zipfile.ZipFile(io.BytesIO(archive.content)) as opened:
        assert len(opened.namelist()) == 1
    for name in ("export-roster", "export-forms"):
        assert cadre.get(reverse(f"dossiers:{name}")).status_code == 404
