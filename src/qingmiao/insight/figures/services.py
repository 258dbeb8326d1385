from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingmiao.engines.sheets.enums import Kind
from qingmiao.engines.sheets.services import write_table
from qingmiao.insight.figures.contracts import Question
from qingmiao.insight.figures.deeds import FIGURE_EXPORTED, READING_CHOSEN
from qingmiao.insight.figures.models import ReadingChoice
from qingmiao.insight.figures.permissions import (
    CHOOSE_READINGS,
    READ_FIGURES,
    chooses_readings,
    reads_figures,
)
from qingmiao.insight.figures.queries.figures import asked, rows_behind
from qingmiao.insight.figures.rules.catalogue import DEFINITIONS
from qingmiao.insight.figures.rules.readings import PLANS, in_words, parsed
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.deeds import official
from qingmiao.ledger.services import record, record_many

FIGURE = "figures.figure"
"""A figure has no row; the ledger knows it by its number."""
BY_REGULATION = gettext_lazy("按制度文件")


class NotAReading(Refused):
    pass


@transaction.atomic
def choose_reading(
    *, actor: Actor, code: str, value: str, begins: date, reason: str
) -> ReadingChoice:
    """设定口径. An empty value returns to the regulation from that day on.

    Nothing is locked: choices are only ever added, and the last one wins.
    """
    if not chooses_readings(actor):
        raise Forbidden(CHOOSE_READINGS.sentence)
    reasons = []
    plan = PLANS.get(code)
    if plan is None:
        raise NotAReading(_("没有这项口径"))
    words: Any = BY_REGULATION
    if value:
        try:
            with official():
                words = in_words(plan, parsed(plan, value))
        except ValueError:
            reasons.append(_("“%(value)s”不是这项口径的取值") % {"value": value})
    if not reason.strip():
        reasons.append(_("请填写理由"))
    if reasons:
        raise NotAReading(reasons)
    choice = ReadingChoice(
        code=code, value=value, begins=begins, reason=reason.strip(), chosen_by=actor.name
    )
    choice.save(force_insert=True)
    record(
        actor=actor,
        deed=READING_CHOSEN,
        subject=choice,
        detail={"reading": plan.title, "value": words, "begins": begins.isoformat()},
        reason=choice.reason,
    )
    return choice


@transaction.atomic
def export_figure(
    *,
    actor: Actor,
    code: str,
    question: Question,
    purpose: str,
    text: str = "",
    unit_id: int | None = None,
) -> bytes:
    """导出名单: the rows as the page shows them, filters included, and a line in the ledger."""
    if not reads_figures(actor):
        raise Forbidden(READ_FIGURES.sentence)
    if not purpose.strip():
        raise Refused(_("请填写导出用途"))
    definition = DEFINITIONS[code]
    rows = rows_behind(
        code, ask=asked(question), hidden=actor.confidential_ids, text=text, unit_id=unit_id
    )
    note_export(actor=actor, code=code, question=question, count=len(rows), purpose=purpose.strip())
    return write_table(
        code,
        [
            (_("姓名"), Kind.TEXT),
            (_("单位"), Kind.TEXT),
            (_("职务"), Kind.TEXT),
            (str(definition.record_title), Kind.TEXT),
            (_("日期"), Kind.DATE),
        ],
        [(row.person, row.unit, row.post, row.record, row.day) for row in rows],
    )


@transaction.atomic
def note_export(*, actor: Actor, code: str, question: Question, count: int, purpose: str) -> None:
    """Rows behind a figure that leave are a deed, in whatever shape they leave."""
    record_many(
        actor=actor,
        deed=FIGURE_EXPORTED,
        kind=FIGURE,
        details=[
            (
                int(code[1:]),
                {
                    "code": code,
                    "figure": DEFINITIONS[code].title,
                    "on": question.on.isoformat(),
                    "count": count,
                    "purpose": purpose,
                },
            )
        ],
        reason=purpose,
    )
