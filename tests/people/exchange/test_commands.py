"""`qingmiao import` and `qingmiao export`."""

import json
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from qingmiao.ledger.models import Entry
from qingmiao.people.dossiers.models import Person
from qingmiao.people.exchange.models import ImportBatch
from qingmiao.people.exchange.rules.lrmx import read_lrmx
from tests.people.exchange import corpus, district
from tests.people.exchange.test_import_roster import ROW, workbook

pytestmark = pytest.mark.django_db


def run(*words: object) -> str:
    said = StringIO()
    call_command(*[str(word) for word in words], stdout=said)
    return said.getvalue()


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    folder = tmp_path / "forms"
    folder.mkdir()
    (folder / "a.lrmx").write_bytes(corpus.lrmx())
    (folder / "note.txt").write_text("x")
    return folder


def test_a_dry_run_leaves_nothing(forms: Path) -> None:
    told = json.loads(run("import_files", "lrmx", forms, "--dry-run", "--json"))

    assert (told["state"], told["total"], told["counts"]["new"]) == ("dry-run", 1, 1)
    assert (told["kind"], told["lines"][0]["name"]) == ("lrmx", "张青苗")
    assert not Person.objects.exists()
    assert not ImportBatch.objects.exists()


def test_import_export_import(forms: Path, tmp_path: Path) -> None:
    said = run("import_files", "lrmx", forms, "--as", "老李")

    assert "新增 1" in said
    person = Person.objects.get()
    assert Entry.objects.filter(deed="exchange.person.imported", actor_name="老李").exists()
    run("export_files", "lrmx", "--person", person.pk, "--out", tmp_path / "out")
    [path] = (tmp_path / "out").iterdir()
    assert read_lrmx(path.read_bytes()) == read_lrmx(corpus.lrmx())
    run("export_files", "lrmx", "--all", "--out", tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert len(archive.namelist()) == 1
    told = json.loads(run("import_files", "lrmx", tmp_path / "all.zip", "--json"))
    assert (told["state"], told["counts"]["unchanged"]) == ("applied", 1)


def test_bad_files_are_told_and_set_the_exit_code(forms: Path) -> None:
    (forms / "b.lrmx").write_bytes(b"not xml")
    said = StringIO()

    with pytest.raises(SystemExit):
        call_command("import_files", "lrmx", str(forms), "--json", stdout=said)

    told = json.loads(said.getvalue())
    assert [line["status"] for line in told["lines"]] == ["new", "error"]
    assert told["lines"][1]["errors"]
    assert Person.objects.count() == 1


def test_a_roster_comes_and_goes(tmp_path: Path) -> None:
    district.housing()
    path = tmp_path / "名册.xlsx"
    path.write_bytes(workbook(ROW))

    assert "新增 1" in run("import_files", "roster", path)

    out = tmp_path / "out" / "名册.xlsx"
    assert "已导出 1 人" in run("export_files", "roster", "--out", out, "--purpose", "核对")
    told = json.loads(run("import_files", "roster", out, "--dry-run", "--json"))
    assert told["counts"]["unchanged"] == 1


def test_a_roster_with_errors_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(ROW))

    with pytest.raises(CommandError, match="错误行"):
        run("import_files", "roster", path)
    with pytest.raises(SystemExit):
        run("import_files", "roster", path, "--dry-run")
    assert not ImportBatch.objects.exists()


def test_paths_that_do_not_work(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="读不到"):
        run("import_files", "lrmx", tmp_path / "none.lrmx")
    with pytest.raises(CommandError, match="没有任免审批表"):
        run("import_files", "lrmx", tmp_path)
    with pytest.raises(CommandError, match="没有可以导出"):
        run("export_files", "roster", "--out", tmp_path / "a.xlsx")
    district.person()
    with pytest.raises(CommandError, match="写不了"):
        run("export_files", "roster", "--out", tmp_path)
