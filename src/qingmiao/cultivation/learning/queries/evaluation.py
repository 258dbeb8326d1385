"""What is asked of whom, who may still answer, and what was said once it may be shown."""

from collections import defaultdict
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from qingmiao.cultivation.courses.enums import Presence
from qingmiao.cultivation.courses.models import Attendance, TrainingClass
from qingmiao.cultivation.courses.rules.teacher import names_of
from qingmiao.cultivation.learning.contracts.evaluation import Question, Terms, Told
from qingmiao.cultivation.learning.models import Evaluation, Evaluator, Remark, Tally
from qingmiao.cultivation.learning.permissions import EVALUATE_CLASSES, VIEW_EVALUATIONS
from qingmiao.cultivation.learning.rules import evaluation as rules
from qingmiao.kernel.actor import Actor
from qingmiao.rulebook.library import regulation


def _classes() -> QuerySet[TrainingClass]:
    return TrainingClass.objects.standing().select_related("programme")


def evaluated_class(*, actor: Actor, class_id: int) -> TrainingClass:
    return EVALUATE_CLASSES.one(actor, _classes(), pk=class_id)


def _sat(*, class_id: int, person_id: int | None) -> QuerySet[Attendance]:
    return Attendance.objects.standing().filter(
        session__training_class=class_id,
        session__voided_at__isnull=True,
        person=person_id,
        presence=Presence.PRESENT,
    )


def was_there(*, class_id: int, person_id: int | None) -> bool:
    return _sat(class_id=class_id, person_id=person_id).exists()


def questions_of(*, class_id: int, person_id: int | None) -> list[Question]:
    sat = _sat(class_id=class_id, person_id=person_id)
    fields = sat.order_by().values_list("session__teacher", flat=True).distinct()
    return rules.questions_for(name for field in fields for name in names_of(field))


def terms_for(*, around: TrainingClass) -> Terms:
    """As they were written with the first answer; before it, as the class and the article stand."""
    fixed = Evaluation.objects.filter(training_class=around).first()
    if fixed is not None:
        return Terms(opens=fixed.opens, closes=fixed.closes, least=fixed.least)
    return rules.terms_of(regulation("learning/evaluation").on(around.ends), ends=around.ends)


def has_evaluated(*, class_id: int, person_id: int | None) -> bool:
    return Evaluator.objects.filter(training_class=class_id, person=person_id).exists()


def open_to(*, person_id: int, on: date) -> list[TrainingClass]:
    """Classes this person sat in and may evaluate today."""
    sat = Attendance.objects.standing().filter(
        person=person_id,
        presence=Presence.PRESENT,
        session__voided_at__isnull=True,
        session__training_class=OuterRef("pk"),
    )
    rows = (
        _classes()
        .filter(Exists(sat), ends__lte=on, ends__gte=date(on.year - 1, 1, 1))
        .exclude(pk__in=Evaluator.objects.filter(person=person_id).values("training_class"))
    )
    fixed = dict(
        Evaluation.objects.filter(training_class__in=rows).values_list("training_class", "closes")
    )
    article = regulation("learning/evaluation")
    return [
        row
        for row in rows
        if on <= (fixed.get(row.pk) or rules.terms_of(article.on(row.ends), ends=row.ends).closes)
    ]


def told_of(*, actor: Actor, class_id: int, on: date) -> tuple[TrainingClass, Told]:
    """Marks by question once answering has closed; a question or a class too few answered stays untold."""
    around = VIEW_EVALUATIONS.one(actor, _classes(), pk=class_id)
    terms = terms_for(around=around)
    answers = Evaluator.objects.filter(training_class=around).count()
    reason = rules.withheld(answers=answers, terms=terms, on=on)
    if reason:
        return around, Told(withheld=reason, answers=0, lines=(), remarks=(), least=terms.least)
    counts: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for row in Tally.objects.filter(training_class=around):
        counts[row.criterion, row.teacher][row.mark] = row.count
    asked = rules.questions_for(teacher for _criterion, teacher in counts if teacher)
    remarks = Remark.objects.filter(training_class=around).order_by("pk")
    return around, Told(
        withheld="",
        answers=answers,
        lines=tuple(
            rules.line_of(each, counts[each.criterion, each.teacher], least=terms.least)
            for each in asked
        ),
        remarks=tuple(remarks.values_list("text", flat=True)),
        least=terms.least,
    )
