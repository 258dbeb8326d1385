"""成绩单: printed for signing, its words kept so that whoever holds the paper can compare."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from qingmiao.access import services as access
from qingmiao.engines.documents.rules.code import drawn_number
from qingmiao.engines.documents.services import write_docx, write_pdf
from qingmiao.kernel.actor import Actor
from qingmiao.ledger.services import record
from qingmiao.rulebook.library import regulation
from qingmiao.selection.results.deeds import SHEET_PRINTED
from qingmiao.selection.results.models import ComparisonTry, Computation, PrintedSheet
from qingmiao.selection.results.permissions import EXPORT_MARKS
from qingmiao.selection.results.queries.sheet import paper_of
from qingmiao.selection.results.rules.paper import document_of, text_of
from qingmiao.selection.results.rules.reckoning import hash_of


@transaction.atomic
def print_sheet(
    *, actor: Actor, computation_id: int, as_pdf: bool, address: Callable[[str], str], on: date
) -> tuple[PrintedSheet, bytes]:
    """打印成绩单. The same words are one sheet however often they are printed; ``address`` leads to its number.

    The computation is locked, so that two who print at once keep one sheet.
    """
    rows = Computation.objects.select_for_update(of=("self",))
    found = EXPORT_MARKS.one(
        actor, rows.select_related("contest__organizer", "stage"), pk=computation_id
    )
    paper = paper_of(computation=found)
    text = text_of(paper)
    digest = hash_of(text)
    kept = PrintedSheet.objects.filter(digest=digest).first()
    if kept is None:
        kept = PrintedSheet.objects.create(
            number=drawn_number(),
            computation=found,
            text=text,
            digest=digest,
            printed_on=on,
            printed_by=actor.name,
        )
    document = document_of(paper, number=kept.number, digest=digest, address=address(kept.number))
    content = write_pdf(document) if as_pdf else write_docx(document)
    record(
        actor=actor,
        deed=SHEET_PRINTED,
        subject=kept,
        detail={"title": str(found.contest), "digest": digest, "number": found.number},
    )
    return kept, content


def count_comparison(*, address: str, at: datetime) -> None:
    """Refuses whoever compares more often than the rule lets one."""
    most = int(regulation("contests/procedure").on(at.date())["comparisons_a_minute"].value)
    access.count_try(tries=ComparisonTry, address=address, most=most, at=at)
