"""测验: set with its questions, answered, and marked at once."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qingmiao.cultivation.courses.models import TrainingClass
from qingmiao.cultivation.courses.permissions import KEEP_CLASSES
from qingmiao.cultivation.learning.contracts.quiz import Asked, QuizDraft
from qingmiao.cultivation.learning.deeds import (
    QUESTION_SET,
    QUESTION_WITHDRAWN,
    QUIZ_SET,
    QUIZ_TAKEN,
)
from qingmiao.cultivation.learning.models import Attempt, Quiz, QuizQuestion
from qingmiao.cultivation.learning.permissions import KEEP_QUIZZES, TAKE_QUIZZES
from qingmiao.cultivation.learning.queries.quiz import (
    asked_by,
    attempts_by,
    question_to_keep,
    questions_in,
)
from qingmiao.cultivation.learning.rules.quiz import (
    flaws_of_question,
    flaws_of_taking,
    score_of,
)
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record


@transaction.atomic
def set_quiz(*, actor: Actor, class_id: int, draft: QuizDraft) -> Quiz:
    """设置测验."""
    around = KEEP_CLASSES.one(actor, TrainingClass.objects.standing(), pk=class_id)
    row = Quiz(
        training_class=around, title=draft.title.strip(), opens_at=draft.opens_at,
        closes_at=draft.closes_at, pass_mark=draft.pass_mark, attempts=draft.attempts,
        is_required=draft.is_required, entered_by=actor.name,
    )  # fmt: skip
    if draft.closes_at <= draft.opens_at:
        raise Refused(_("截止时间须晚于开放时间"))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as no:
        raise Refused(_("该班次已有同名的测验")) from no
    record(actor=actor, deed=QUIZ_SET, subject=row, detail={"title": row})
    return row


def _unanswered(actor: Actor, quiz_id: int) -> Quiz:
    """The test, locked, if nobody has answered it yet."""
    rows = Quiz.objects.standing().select_for_update(of=("self",))
    quiz = KEEP_QUIZZES.one(actor, rows, pk=quiz_id)
    if Attempt.objects.filter(quiz=quiz).exists():
        raise Refused(_("已有学员答卷，试题不能再改"))
    return quiz


@transaction.atomic
def add_question(*, actor: Actor, quiz_id: int, text: str, asked: Asked) -> QuizQuestion:
    """出题."""
    quiz = _unanswered(actor, quiz_id)
    if told := list(flaws_of_question(asked)):
        raise Refused(told)
    row = QuizQuestion.objects.create(
        quiz=quiz, kind=asked.kind, text=text.strip(), options=list(asked.options),
        right=sorted(asked.right), entered_by=actor.name,
    )  # fmt: skip
    record(actor=actor, deed=QUESTION_SET, subject=row, detail={"title": quiz})
    return row


@transaction.atomic
def withdraw_question(*, actor: Actor, question_id: int, reason: str, at: datetime) -> QuizQuestion:
    row = question_to_keep(actor=actor, question_id=question_id)
    quiz = _unanswered(actor, row.quiz_id)
    if not reason.strip():
        raise Refused(_("请写明撤下理由"))
    row.voided_at, row.voided_by, row.void_reason = at, actor.name, reason.strip()
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    record(actor=actor, deed=QUESTION_WITHDRAWN, subject=row, detail={"title": quiz}, reason=reason)
    return row


@transaction.atomic
def take_quiz(
    *, actor: Actor, quiz_id: int, answers: Mapping[int, Collection[int]], at: datetime
) -> Attempt:
    """答卷. Whoever keeps the questions knows the answers and does not sit; the test is locked meanwhile."""
    rows = Quiz.objects.standing().select_for_update(of=("self",))
    quiz = TAKE_QUIZZES.one(actor, rows, pk=quiz_id)
    if KEEP_QUIZZES.allows(actor, quiz):
        raise Refused(_("维护试题的人不参加本测验"))
    questions = [(row.pk, asked_by(row)) for row in questions_in(quiz_id=quiz.pk)]
    before = attempts_by(quiz_id=quiz.pk, person_id=actor.person_id)
    reasons = flaws_of_taking(
        questions=len(questions), opens_at=timezone.localtime(quiz.opens_at),
        closes_at=timezone.localtime(quiz.closes_at),
        most=quiz.attempts, tries=len(before),
        is_passed=any(attempt.is_passed for attempt in before), at=at,
    )  # fmt: skip
    if told := list(reasons):
        raise Refused(told)
    score = score_of(questions, answers)
    row = Attempt.objects.create(
        quiz=quiz, person_id=actor.person_id or 0, number=len(before) + 1, answered_at=at,
        answers={str(pk): sorted(ticked) for pk, ticked in answers.items()},
        score=score, is_passed=score >= quiz.pass_mark,
    )  # fmt: skip
    record(actor=actor, deed=QUIZ_TAKEN, subject=row, detail={"title": quiz, "number": row.number})
    return row
