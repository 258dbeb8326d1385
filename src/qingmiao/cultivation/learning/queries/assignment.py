"""Assignments of a class, what was handed in, and what of a class's conditions somebody still owes."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from qingmiao.cultivation.courses.models import TrainingClass
from qingmiao.cultivation.courses.permissions import KEEP_CLASSES
from qingmiao.cultivation.learning.models import Assignment, Attempt, Quiz, Work
from qingmiao.cultivation.learning.permissions import (
    BELONG_TO_CLASS,
    HAND_IN,
    KEEP_ASSIGNMENTS,
    REVIEW_WORKS,
    VIEW_ASSIGNMENTS,
    VIEW_WORKS,
)
from qingmiao.cultivation.learning.rules.assignment import DONE
from qingmiao.kernel.actor import Actor


def class_of_tasks(*, actor: Actor, class_id: int) -> TrainingClass:
    rows = TrainingClass.objects.standing().select_related("programme")
    return BELONG_TO_CLASS.one(actor, rows, pk=class_id)


def class_to_set(*, actor: Actor, class_id: int) -> TrainingClass:
    rows = TrainingClass.objects.standing().select_related("programme")
    return KEEP_CLASSES.one(actor, rows, pk=class_id)


def _assignments() -> QuerySet[Assignment]:
    return Assignment.objects.standing().select_related("training_class__programme")


def assignments_of(*, actor: Actor, class_id: int) -> list[tuple[Assignment, Work | None]]:
    """Each with the reader's own latest version."""
    rows = VIEW_ASSIGNMENTS.rows(actor, _assignments().filter(training_class=class_id))
    mine = Work.objects.filter(assignment__in=rows, person=actor.person_id).defer("content")
    latest = {work.assignment_id: work for work in mine.order_by("number")}
    return [(row, latest.get(row.pk)) for row in rows]


def assignment_of(*, actor: Actor, assignment_id: int) -> Assignment:
    return VIEW_ASSIGNMENTS.one(actor, _assignments(), pk=assignment_id)


def assignment_to_answer(*, actor: Actor, assignment_id: int) -> Assignment:
    return HAND_IN.one(actor, _assignments(), pk=assignment_id)


def assignment_to_keep(*, actor: Actor, assignment_id: int) -> Assignment:
    return KEEP_ASSIGNMENTS.one(actor, _assignments(), pk=assignment_id)


def _works() -> QuerySet[Work]:
    return Work.objects.select_related(
        "assignment__training_class__programme", "person__unit"
    ).defer("content")


def works_of(*, actor: Actor, assignment_id: int) -> list[Work]:
    """Own versions, those of the class for whoever runs it, and what the class may read of one another."""
    return list(VIEW_WORKS.rows(actor, _works().filter(assignment=assignment_id)))


def work_of(*, actor: Actor, work_id: int) -> Work:
    return VIEW_WORKS.one(actor, _works(), pk=work_id)


def work_to_review(*, actor: Actor, work_id: int) -> Work:
    return REVIEW_WORKS.one(actor, _works(), pk=work_id)


def undone_of(*, class_id: int, person_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Titles of required assignments and tests each of them has not passed."""
    required = Q(training_class=class_id, is_required=True, voided_at__isnull=True)
    people = list(person_ids)
    assignments, quizzes = Assignment.objects.filter(required), Quiz.objects.filter(required)
    passed: dict[int, set[str]] = defaultdict(set)
    works = Work.objects.filter(assignment__in=assignments, person__in=people, state__in=DONE)
    for person, title in works.values_list("person", "assignment__title"):
        passed[person].add(f"work:{title}")
    attempts = Attempt.objects.filter(quiz__in=quizzes, person__in=people, is_passed=True)
    for person, title in attempts.values_list("person", "quiz__title"):
        passed[person].add(f"quiz:{title}")
    wanted = [("work", title) for title in assignments.values_list("title", flat=True)]
    wanted += [("quiz", title) for title in quizzes.values_list("title", flat=True)]
    return {
        person: tuple(title for kind, title in wanted if f"{kind}:{title}" not in passed[person])
        for person in people
    }
