"""Files out and in: rosters and appraisal forms."""

import io
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import python_calamine

from benchmarks import board
from benchmarks.clocks import clocked
from qingmiao.kernel import clock
from qingmiao.people.dossiers.models import Person
from qingmiao.people.exchange.rules.columns import BY_KEY
from qingmiao.people.exchange.services.batch import apply_batch
from qingmiao.people.exchange.services.export import export_forms
from qingmiao.people.exchange.services.reading import read_forms, unpacked
from qingmiao.people.exchange.services.roster import preview_roster
from qingmiao.people.exchange.services.roster_export import export_roster

FORMS, ROWS, WELL = 1_000, 10_000, "良好"


def rosters(actor: Any) -> None:
    on = clock.today()
    people = Person.objects.filter(facts__in_service=True).order_by("roster_order", "pk")
    with clocked() as spent:
        count, content = export_roster(actor=actor, people=people, purpose="bench", on=on)
    rows = _read(content)[: ROWS + 1]
    some = len(rows) - 1
    with clocked() as bare:
        part = _written(rows)
    floor = board.Floor("openpyxl", some, bare())
    board.pace("roster export", count, "rows", spent(), floor=floor, wanted=20_000)
    with clocked() as spent:
        preview_roster(actor=actor, name="bench.xlsx", data=part, on=on)
    with clocked() as bare:
        for _row in openpyxl.load_workbook(io.BytesIO(part), read_only=True).active.values:
            pass
    floor = board.Floor("openpyxl", some, bare())
    board.pace("roster import, validated", some, "rows", spent(), floor=floor, wanted=5_000)
    _applied(actor, rows)


def _applied(actor: Any, rows: list[Any]) -> None:
    """The same people in another state of health: every row changes its dossier."""
    at = rows[0].index(BY_KEY["health"].label)
    changed = [rows[0], *((*row[:at], WELL, *row[at + 1 :]) for row in rows[1:])]
    on = clock.today()
    batch = preview_roster(actor=actor, name="changed.xlsx", data=_written(changed), on=on)
    with clocked() as spent:
        apply_batch(actor=actor, batch_id=batch.pk, on=on, at=clock.now())
    board.pace("roster import, applied", len(rows) - 1, "rows", spent())


def _read(content: bytes) -> list[list[Any]]:
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        return book.get_sheet_by_index(0).to_python()


def _written(rows: list[Any]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def forms(actor: Any) -> None:
    serving = Person.objects.filter(facts__in_service=True).order_by("pk")
    people = Person.objects.filter(pk__in=list(serving.values_list("pk", flat=True)[:FORMS]))
    with clocked() as writing:
        _, content = export_forms(actor=actor, people=people, purpose="bench", on=clock.today())
    sources = unpacked([("forms.zip", content)])
    with clocked() as reading:
        read = read_forms(sources)
    if broken := [one.source.name for one in read if one.code]:
        raise SystemExit(f"{len(broken)} forms cannot be read: {broken[:3]}")
    with clocked() as bare, zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            ET.fromstring(archive.read(name))
    board.pace("lrmx written", len(read), "files", writing())
    floor = board.Floor("ElementTree", len(read), bare())
    board.pace("lrmx parsed", len(read), "files", reading(), floor=floor, wanted=300)
