"""评课: a mark adds to a count and a remark stands without a name; that somebody evaluated is kept apart."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from qingmiao.cultivation.learning.deeds import CLASS_EVALUATED
from qingmiao.cultivation.learning.models import Evaluation, Evaluator, Remark, Tally
from qingmiao.cultivation.learning.queries.evaluation import (
    evaluated_class,
    has_evaluated,
    questions_of,
    terms_for,
    was_there,
)
from qingmiao.cultivation.learning.rules.evaluation import flaws_of_evaluation
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record


@transaction.atomic
def evaluate_class(
    *, actor: Actor, class_id: int, marks: Mapping[str, int], remark: str, on: date
) -> None:
    """Once a person, by whoever was there, until it closes. Two at once by one person are settled by the constraint."""
    around = evaluated_class(actor=actor, class_id=class_id)
    questions = questions_of(class_id=class_id, person_id=actor.person_id or 0)
    terms = terms_for(around=around)
    reasons = flaws_of_evaluation(
        was_there=was_there(class_id=class_id, person_id=actor.person_id),
        is_done=has_evaluated(class_id=class_id, person_id=actor.person_id),
        terms=terms,
        on=on,
        marks=marks,
        asked=[each.name for each in questions],
    )
    if told := list(reasons):
        raise Refused(told)
    fixed = {"opens": terms.opens, "closes": terms.closes, "least": terms.least}
    Evaluation.objects.get_or_create(training_class=around, defaults=fixed)
    try:
        with transaction.atomic():
            Evaluator.objects.create(training_class=around, person_id=actor.person_id or 0)
    except IntegrityError as no:
        raise Refused(_("您已经评过这个班次")) from no
    for question in questions:
        row, _made = Tally.objects.get_or_create(
            training_class=around,
            teacher=question.teacher,
            criterion=question.criterion,
            mark=marks[question.name],
        )
        Tally.objects.filter(pk=row.pk).update(count=F("count") + 1)
    if remark.strip():
        Remark.objects.create(training_class=around, text=remark.strip())
    record(actor=actor, deed=CLASS_EVALUATED, subject=around, detail={"title": around})
