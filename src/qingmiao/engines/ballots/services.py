"""Open a box, put a sheet in once, close it for ever. The room that calls says who may and tells the ledger."""

import secrets
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.engines.ballots.contracts import Question
from qingmiao.engines.ballots.models import Box, Mark
from qingmiao.engines.ballots.rules import flaws_of_sheet
from qingmiao.kernel.errors import Refused


@transaction.atomic
def open_box(*, key: str, least: int) -> None:
    """开箱. The threshold is declared here and never changes."""
    Box.objects.get_or_create(key=key, defaults={"least": least})


@transaction.atomic
def put_in(
    *,
    key: str,
    holder: int,
    group: str,
    questions: Sequence[Question],
    said: Mapping[str, Sequence[str]],
) -> None:
    """投入一份答卷. The mark and the sheet are two things; all sheets are shuffled, so none is the last."""
    box = Box.objects.select_for_update(of=("self",), no_key=True).get(key=key)
    if box.is_closed:
        raise Refused(_("已经截止，不再收答卷"))
    if flaws := list(flaws_of_sheet(questions, said)):
        raise Refused(flaws)
    try:
        with transaction.atomic():
            Mark.objects.create(box=box, holder=holder)
    except IntegrityError as no:
        raise Refused(_("已经答过，每人一次")) from no
    kept = {name: list(told) for name, told in said.items() if told}
    box.sheets = [*box.sheets, {"group": group, "said": kept}]
    secrets.SystemRandom().shuffle(box.sheets)
    box.save(update_fields=["sheets"])


@transaction.atomic
def close_box(*, key: str) -> None:
    """截止: from here on the box never changes, so two readings of it have no difference between them."""
    box = Box.objects.select_for_update(of=("self",), no_key=True).get(key=key)
    if not box.is_closed:
        box.is_closed = True
        box.save(update_fields=["is_closed"])
