"""Whether what was signed still stands as it was signed: sheets, their seals, and what the ledger was told."""

import hmac
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from qingmiao.ledger.models import Entry as Told
from qingmiao.selection.contests.models import Contest
from qingmiao.selection.judging.deeds import SITTING_SEALED
from qingmiao.selection.judging.enums import SheetState, SittingState
from qingmiao.selection.judging.models import Score, Sheet, Sitting
from qingmiao.selection.judging.rules.commitment import holds, seal_of, text_of


def signed_sheets(*, contest_id: int) -> list[Sheet]:
    rows = Sheet.objects.filter(
        assignment__stage__contest_id=contest_id, state=SheetState.SIGNED
    ).select_related("assignment__judge", "assignment__entry", "assignment__stage")
    return list(rows.order_by("assignment__stage__order", "pk"))


def flaws_of_sheets(*, contest: Contest, sheets: list[Sheet]) -> Iterator[str]:
    """Sheets whose marks, or whose commitment, are not those that were signed. A fixed number of questions."""
    marks: dict[int, dict[str, Decimal]] = defaultdict(dict)
    first = Score.objects.filter(sheet__in=[sheet.pk for sheet in sheets], version=1)
    for sheet_id, name, value in first.values_list("sheet_id", "criterion__name", "value"):
        marks[sheet_id][name] = value
    told = _told(Sheet, [sheet.pk for sheet in sheets], "commitment")
    for sheet in sheets:
        row = sheet.assignment
        words = {"plate": row.entry.plate_no, "judge": row.judge.label, "stage": row.stage.name}
        text = text_of(
            salt=sheet.salt, contest=contest.title, stage=row.stage.name,
            plate=str(row.entry.plate_no), judge=row.judge.label, marks=marks[sheet.pk],
        )  # fmt: skip
        if not holds(text, sheet.commitment):
            yield _("“%(stage)s” %(plate)s 号 %(judge)s 的评分与签名时的承诺值不符") % words
        if told.get(sheet.pk, sheet.commitment) != sheet.commitment:
            yield _("“%(stage)s” %(plate)s 号 %(judge)s 的承诺值与台账所记不符") % words


def flaws_of_seals(*, contest: Contest, sheets: list[Sheet]) -> Iterator[str]:
    """Sealed stages whose sheets are not those that were sealed, by the digest the ledger was told."""
    sittings = Sitting.objects.filter(stage__contest=contest, state=SittingState.CLOSED)
    sealed = list(sittings.select_related("stage"))
    told = _told(Sitting, [each.pk for each in sealed], "digest", deed=SITTING_SEALED.code)
    for sitting in sealed:
        digest = seal_of(s.commitment for s in sheets if s.assignment.stage_id == sitting.stage_id)
        if told.get(sitting.pk, digest) != digest:
            yield _("“%(stage)s”的评分表与封存时的摘要不符") % {"stage": sitting.stage.name}


def sealed_under(*, stage_id: int, digest: str) -> list[Sheet] | None:
    """The signed sheets of a sealed stage, for whoever holds the digest that binds them; else nothing."""
    sitting = Sitting.objects.filter(stage_id=stage_id, state=SittingState.CLOSED).first()
    if sitting is None:
        return None
    rows = Sheet.objects.filter(assignment__stage_id=stage_id, state=SheetState.SIGNED)
    sheets = list(
        rows.select_related("assignment__judge", "assignment__entry", "assignment__stage__contest")
        .order_by("assignment__entry__plate_no", "assignment__judge__number")
    )  # fmt: skip
    is_held = hmac.compare_digest(
        seal_of(each.commitment for each in sheets).encode(), digest.encode()
    )
    return sheets if sheets and is_held else None


def _told(
    model: type[Sheet | Sitting], keys: list[int], name: str, *, deed: str = ""
) -> dict[int, str]:
    """What the ledger was told of rows, by row; the ledger is never changed."""
    rows = Told.objects.filter(subject_kind=model._meta.label_lower, subject_id__in=keys)
    rows = rows.filter(detail__has_key=name)
    found = rows.filter(deed=deed) if deed else rows
    return {row.subject_id: str(row.detail[name]) for row in found.order_by("pk")}
