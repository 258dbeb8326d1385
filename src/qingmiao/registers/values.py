"""How a value of a row reads: in a cell, on a page, in a spreadsheet."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from qingmiao.ledger.deeds import DEEDS
from qingmiao.ledger.rules import phrase_of
from qingmiao.registers.contracts import Cell
from qingmiao.registers.declaration import REGISTERS, Column
from qingmiao.registers.models import labels_of

PERSON = "dossiers.person"


def reached(row: Any, path: str) -> Any:
    """The value at the end of a double-underscore path; the label where the last field has choices."""
    *steps, last = path.split("__")
    for step in steps:
        row = getattr(row, step, None)
        if row is None:
            return None
    value = getattr(row, last, None)
    labels = labels_of(type(row), last) if isinstance(row, Model) else {}
    return str(labels[value]) if labels and value in labels else value


def value_of(row: Any, column: Column) -> Any:
    return column.value(row) if column.value else reached(row, column.path)


def text_of(value: Any) -> str:
    """As people read it: days as 1993.04.15, flags as words, nothing as nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y.%m.%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y.%m.%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)


def plain_of(value: Any) -> Any:
    """For a typed spreadsheet cell: numbers and days stay what they are, the rest is text."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | date):
        return text_of(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    return value


def url_of(value: Any) -> str:
    """The page of a row that has one. Its door decides whether this reader may pass."""
    if not isinstance(value, Model):
        return ""
    if value._meta.label_lower == PERSON:
        return reverse("dossiers:person", args=[value.pk])
    for register in REGISTERS.values():
        if register.model is type(value):
            try:
                return reverse(register.url_name("detail"), args=[value.pk])
            except NoReverseMatch:
                return ""
    return ""


def noun_of(kind: str) -> str:
    """What a subject of the ledger is called, where a register knows it."""
    nouns = {each.model._meta.label_lower: str(each.noun_title) for each in REGISTERS.values()}
    return nouns.get(kind, kind)


def deed_word(code: str) -> str:
    """What a deed is called where no single entry is told; its code when it is no longer declared."""
    if code not in DEEDS:
        return code
    register = REGISTERS.get(code.rpartition(".")[0])
    return phrase_of(str(DEEDS[code].sentence), noun=str(register.noun_title) if register else "")


def cell_of(row: Any, column: Column) -> Cell:
    value = value_of(row, column)
    return Cell(
        text=text_of(value),
        small=text_of(column.small(row)) if column.small else "",
        kind=column.kind,
        url=url_of(value) if column.kind == "person" else "",
    )
