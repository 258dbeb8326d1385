"""The unit's opinion on a self-nomination, and what becomes of its silence."""

from datetime import date

from django.db import transaction

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.selection.nominations.deeds import OPINION_GIVEN, OPINION_LAPSED
from qingmiao.selection.nominations.enums import Opinion
from qingmiao.selection.nominations.models import Nomination
from qingmiao.selection.nominations.permissions import GIVE_OPINION, LAPSE_OPINIONS
from qingmiao.selection.nominations.queries.mine import lapsed
from qingmiao.selection.nominations.rules import opinion as rules
from qingmiao.selection.nominations.services.telling import opinion_was_given, tell_of_silence


@transaction.atomic
def give_opinion(
    *, actor: Actor, nomination_id: int, answer: str, text: str, on: date
) -> Nomination:
    """单位表态. Whatever it says, the nomination goes on to the organization department."""
    rows = Nomination.objects.standing().select_for_update(of=("self",))
    row = GIVE_OPINION.one(actor, rows, pk=nomination_id)
    reasons = list(
        rules.flaws_of_opinion(state=row.state, opinion=row.opinion, answer=answer, text=text)
    )
    if reasons:
        raise Refused(reasons)
    row.opinion, row.unit_opinion = answer, text.strip()
    row.opinion_on, row.opinion_by = on, actor.name
    row.version += 1
    row.save(update_fields=["opinion", "unit_opinion", "opinion_on", "opinion_by", "version"])
    detail = {"title": row, "answer": Opinion(answer).label}
    record(actor=actor, deed=OPINION_GIVEN, subject=row, detail=detail)
    opinion_was_given(actor=actor, row=row)
    return row


@transaction.atomic
def escalate_silence(*, actor: Actor, on: date) -> int:
    """逾期未表态: the department takes up every self-nomination whose unit let the term pass."""
    escalated = 0
    for pk in lapsed(on=on):
        rows = Nomination.objects.standing().select_for_update(of=("self",))
        row = LAPSE_OPINIONS.one(actor, rows, pk=pk)
        if rules.has_lapsed(opinion=row.opinion, due=row.opinion_due_on, on=on):
            row.opinion = Opinion.SILENT
            row.version += 1
            row.save(update_fields=["opinion", "version"])
            record(actor=actor, deed=OPINION_LAPSED, subject=row, detail={"title": row})
            tell_of_silence(actor=actor, row=row, on=on)
            escalated += 1
    return escalated
