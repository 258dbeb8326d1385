"""Tasks: whose they are, and which are late."""

from datetime import date

from django.db.models import QuerySet

from qingmiao.cultivation.campaigns.enums import UNDER_WAY, TaskState
from qingmiao.cultivation.campaigns.models import Contribution, Progress, Task
from qingmiao.cultivation.campaigns.permissions import (
    DO_TASKS,
    GIVE_TASKS,
    VERIFY_TASKS,
    VIEW_TASKS,
)
from qingmiao.kernel.actor import Actor

NEAR = "contribution__campaign__organizer", "contribution__person", "unit", "owner"


def seen(*, actor: Actor, pk: int) -> Task:
    return VIEW_TASKS.one(actor, Task.objects.select_related(*NEAR), pk=pk)


def to_be_done(*, actor: Actor, pk: int) -> Task:
    return DO_TASKS.one(actor, Task.objects.select_related(*NEAR), pk=pk)


def to_be_verified(*, actor: Actor, pk: int) -> Task:
    return VERIFY_TASKS.one(actor, Task.objects.select_related(*NEAR), pk=pk)


def to_be_given(*, actor: Actor, contribution_id: int) -> Contribution:
    rows = Contribution.objects.standing().select_related("campaign__organizer", "person__unit")
    return GIVE_TASKS.one(actor, rows, pk=contribution_id)


def steps_of(*, task: Task) -> QuerySet[Progress]:
    return Progress.objects.filter(task=task)


def mine(*, actor: Actor) -> QuerySet[Task]:
    """What is in my hands."""
    rows = Task.objects.filter(owner=actor.person_id or 0, state__in=UNDER_WAY)
    return rows.select_related("unit").order_by("due_on", "pk")


def has_task(row: Contribution) -> bool:
    return Task.objects.filter(contribution=row).exclude(state=TaskState.DROPPED).exists()


def under_way(*, campaign_id: int) -> int:
    rows = Task.objects.filter(contribution__campaign=campaign_id, state__in=UNDER_WAY)
    return rows.count()


def overdue(*, on: date) -> QuerySet[Task]:
    rows = Task.objects.filter(state=TaskState.DOING, due_on__lt=on)
    return rows.select_related("owner", "unit").order_by("due_on", "pk")
