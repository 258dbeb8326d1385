"""Tests of a class: their questions, one's own answers, and where the class stands in roster order."""

from django.db.models import QuerySet

from qingmiao.cultivation.learning.contracts.quiz import Asked, Standing
from qingmiao.cultivation.learning.models import Attempt, Quiz, QuizQuestion
from qingmiao.cultivation.learning.permissions import (
    KEEP_QUIZZES,
    TAKE_QUIZZES,
    VIEW_ATTEMPTS,
    VIEW_QUIZZES,
)
from qingmiao.kernel.actor import Actor


def _quizzes() -> QuerySet[Quiz]:
    return Quiz.objects.standing().select_related("training_class__programme")


def quizzes_of(*, actor: Actor, class_id: int) -> list[tuple[Quiz, Attempt | None]]:
    """Each with the reader's own best."""
    rows = VIEW_QUIZZES.rows(actor, _quizzes().filter(training_class=class_id))
    mine = Attempt.objects.filter(quiz__in=rows, person=actor.person_id).order_by("score")
    best = {attempt.quiz_id: attempt for attempt in mine}
    return [(row, best.get(row.pk)) for row in rows]


def quiz_of(*, actor: Actor, quiz_id: int) -> Quiz:
    return VIEW_QUIZZES.one(actor, _quizzes(), pk=quiz_id)


def quiz_to_keep(*, actor: Actor, quiz_id: int) -> Quiz:
    return KEEP_QUIZZES.one(actor, _quizzes(), pk=quiz_id)


def quiz_to_take(*, actor: Actor, quiz_id: int) -> Quiz:
    return TAKE_QUIZZES.one(actor, _quizzes(), pk=quiz_id)


def questions_in(*, quiz_id: int) -> list[QuizQuestion]:
    return list(QuizQuestion.objects.standing().filter(quiz=quiz_id))


def asked_by(question: QuizQuestion) -> Asked:
    return Asked(
        kind=question.kind, options=tuple(question.options), right=frozenset(question.right)
    )


def question_to_keep(*, actor: Actor, question_id: int) -> QuizQuestion:
    kept = KEEP_QUIZZES.rows(actor, _quizzes())
    rows = QuizQuestion.objects.standing().select_related("quiz__training_class__programme")
    found = rows.filter(pk=question_id).first()
    quiz_to_keep(actor=actor, quiz_id=found.quiz_id if found else 0)
    return rows.get(pk=question_id, quiz__in=kept)


def attempts_by(*, quiz_id: int, person_id: int | None) -> list[Attempt]:
    return list(Attempt.objects.filter(quiz=quiz_id, person=person_id))


def standings_in(*, actor: Actor, quiz_id: int) -> list[Standing]:
    """Who has answered, in roster order; nobody is ranked."""
    rows = VIEW_ATTEMPTS.rows(actor, Attempt.objects.filter(quiz=quiz_id))
    by_person: dict[int, list[Attempt]] = {}
    for attempt in rows.select_related("person"):
        by_person.setdefault(attempt.person_id, []).append(attempt)
    return [
        Standing(
            person_id=person_id,
            name=str(tries[0].person),
            tries=len(tries),
            best=max(attempt.score for attempt in tries),
            is_passed=any(attempt.is_passed for attempt in tries),
        )
        for person_id, tries in by_person.items()
    ]
