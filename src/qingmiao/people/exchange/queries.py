"""Questions of the exchange: which batches, what stands in them, in the reader's words."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden
from qingmiao.people.dossiers.models import Person
from qingmiao.people.exchange.enums import Found
from qingmiao.people.exchange.enums.kinds import FileKind
from qingmiao.people.exchange.models import ImportBatch, ImportLine
from qingmiao.people.exchange.permissions import EXPORT_FORMS, EXPORT_ROSTER, IMPORT_PEOPLE
from qingmiao.people.exchange.rules.sentences import (
    column_label,
    error_sentence,
    field_label,
    sentence_of,
)
from qingmiao.registers.enums import LineStatus

COUNTS = tuple(LineStatus.values)


def batches(*, actor: Actor) -> QuerySet[ImportBatch]:
    """Batches the actor may work on, newest first, with the counts of their lines."""
    counts = {
        f"count_{status}": Count("lines", filter=Q(lines__status=status)) for status in COUNTS
    }
    return IMPORT_PEOPLE.rows(actor, ImportBatch.objects.all()).annotate(**counts).order_by("-pk")


def batch_of(*, actor: Actor, pk: int) -> ImportBatch:
    found = batches(actor=actor).filter(pk=pk).first()
    if found is None:
        raise Forbidden(str(IMPORT_PEOPLE.sentence))
    return found


def counts_of(batch: ImportBatch) -> dict[str, int]:
    return {status: getattr(batch, f"count_{status}") for status in COUNTS}


def lines_of(batch: ImportBatch, *, status: str = "") -> QuerySet[ImportLine]:
    """Lines in their order; errors, then changes, are what a reader asks for."""
    lines = batch.lines.select_related("person").defer("said_sealed", "before_sealed", "photo")
    return lines.filter(status=status) if status in COUNTS else lines


def told_line(line: ImportLine, kind: str) -> dict[str, Any]:
    """One line as the page tells it: fields by their names, codes in sentences."""
    accepted = set(line.accepted)
    return {
        "number": line.number,
        "source": line.source,
        "title": line.title,
        "status": line.status,
        "status_label": line.get_status_display(),
        "person": line.person,
        "errors": [_error(error) for error in line.errors],
        "findings": [
            sentence_of(finding["code"], finding["params"])
            for finding in line.findings
            if finding["code"] != Found.UNPARSED_LINE
        ],
        "unparsed": [
            finding["params"] for finding in line.findings if finding["code"] == Found.UNPARSED_LINE
        ],
        "differences": [
            {**_difference(difference, kind), "on": difference["field"] in accepted}
            for difference in line.differences
        ],
        "taken": len(accepted),
    }


def _error(error: Mapping[str, Any]) -> str:
    if field := error.get("field"):
        sentence = error_sentence(error)
        return _("「%(field)s」%(sentence)s") % {"field": field_label(field), "sentence": sentence}
    return error_sentence(error)


def _difference(difference: Mapping[str, str], kind: str) -> dict[str, Any]:
    name = difference["field"]
    is_photo = name == "ZhaoPian"
    label = column_label(name) if kind == FileKind.ROSTER else field_label(name)
    return {
        "field": name,
        "label": label,
        "old": _picture(difference["ours"]) if is_photo else difference["ours"],
        "new": _picture(difference["theirs"]) if is_photo else difference["theirs"],
    }


def _picture(mark: str) -> str:
    return _("有照片") if mark else ""


def error_rows(batch: ImportBatch) -> list[list[object]]:
    """What was refused, with the reason and remedy beside it."""
    return [
        [line.number, line.source, line.title, "；".join(_error(error) for error in line.errors)]
        for line in lines_of(batch, status=LineStatus.ERROR)
    ]


def exportable_people(*, actor: Actor) -> QuerySet[Person]:
    """Whose row of the roster may leave by this actor's hand, in roster order."""
    return EXPORT_ROSTER.rows(actor, Person.objects.all())


def people_with_forms(*, actor: Actor) -> QuerySet[Person]:
    """Whose form may leave by this actor's hand, in roster order."""
    return EXPORT_FORMS.rows(actor, Person.objects.all())
