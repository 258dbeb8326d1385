"""转化任务: given from an adopted proposal, worked on, handed in, and found done by somebody else."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.cultivation.campaigns import deeds
from qingmiao.cultivation.campaigns.enums import TaskState
from qingmiao.cultivation.campaigns.models import Contribution, Progress, Task
from qingmiao.cultivation.campaigns.permissions import DO_TASKS, GIVE_TASKS, VERIFY_TASKS
from qingmiao.cultivation.campaigns.queries.task import has_task, overdue
from qingmiao.cultivation.campaigns.rules import task as rules
from qingmiao.cultivation.campaigns.services import telling
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.notices.services import settle
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person


@transaction.atomic
def give_task(
    *,
    actor: Actor,
    contribution_id: int,
    title: str,
    unit: Unit,
    owner: Person,
    due_on: date,
    on: date,
) -> Task:
    """交办: one standing task of an adopted proposal, with an owner and a day."""
    rows = Contribution.objects.standing().select_for_update(of=("self",))
    row = GIVE_TASKS.one(actor, rows.select_related("campaign__organizer"), pk=contribution_id)
    if reasons := list(
        rules.flaws_of_giving(state=row.state, due_on=due_on, on=on, has_task=has_task(row))
    ):
        raise Refused(reasons)
    task = Task(
        contribution=row, title=title.strip(), unit=unit, owner=owner, opened_on=on, due_on=due_on
    )
    try:
        with transaction.atomic():
            task.save()
    except IntegrityError as no:
        raise Refused(_("这条建议已经转为任务")) from no
    to, page = telling.doers(task, on), telling.page_of_task(task)
    telling.tell(actor, task, deeds.TASK_ASKED, to, page, due_on=due_on)
    record(actor=actor, deed=deeds.TASK_GIVEN, subject=task, detail={"title": task})
    return task


def _done(actor: Actor, pk: int) -> Task:
    rows = Task.objects.select_for_update(of=("self",))
    return DO_TASKS.one(actor, rows.select_related("contribution__campaign"), pk=pk)


def _verified(actor: Actor, pk: int) -> Task:
    rows = Task.objects.select_for_update(of=("self",))
    return VERIFY_TASKS.one(actor, rows.select_related("contribution__campaign"), pk=pk)


@transaction.atomic
def note_progress(*, actor: Actor, task_id: int, text: str, percent: int, on: date) -> Progress:
    """填报进展: never less than before."""
    task = _done(actor, task_id)
    reasons = list(rules.flaws_of_progress(state=task.state, old=task.progress, new=percent))
    if not text.strip():
        reasons.append(_("请写明进展情况"))
    if reasons:
        raise Refused(reasons)
    step = Progress.objects.create(
        task=task, text=text.strip(), percent=percent, noted_by=actor.name, noted_on=on
    )
    task.progress = percent
    task.save(update_fields=["progress"])
    detail = {"title": task, "percent": percent}
    record(actor=actor, deed=deeds.TASK_PROGRESSED, subject=task, detail=detail)
    return step


@transaction.atomic
def hand_in_result(*, actor: Actor, task_id: int, result: str, on: date) -> Task:
    """报结: what came of it, for somebody else to look at."""
    task = _done(actor, task_id)
    reasons = list(rules.flaws_of_result(state=task.state))
    if not result.strip():
        reasons.append(_("请写明办理结果"))
    if reasons:
        raise Refused(reasons)
    task.state, task.result, task.result_on = TaskState.HANDED_IN, result.strip(), on
    task.result_by, task.result_by_id = actor.name, actor.account_id
    task.save(update_fields=["state", "result", "result_on", "result_by", "result_by_id"])
    settle(actor=actor, subject=task)
    to = telling.keepers(task.contribution.campaign, on)
    page = telling.page_of_task(task)
    telling.tell(actor, task, deeds.VERIFY_ASKED, to, page, about=task.owner_id)
    record(actor=actor, deed=deeds.TASK_HANDED_IN, subject=task, detail={"title": task})
    return task


@transaction.atomic
def verify_result(*, actor: Actor, task_id: int, reason: str, on: date) -> Task:
    """核验: not by whoever handed in, nor by the owner or the owner's kin."""
    task = _verified(actor, task_id)
    reasons = list(
        rules.flaws_of_verifying(state=task.state, is_hander=task.result_by_id == actor.account_id)
    )
    if not reason.strip():
        reasons.append(_("请写明核验依据"))
    if reasons:
        raise Refused(reasons)
    task.state, task.progress, task.state_reason = TaskState.DONE, 100, reason.strip()
    task.verified_by, task.verified_by_id, task.verified_on = actor.name, actor.account_id, on
    task.save(
        update_fields=[
            "state", "progress", "state_reason", "verified_by", "verified_by_id", "verified_on",
        ]
    )  # fmt: skip
    settle(actor=actor, subject=task)
    to = telling.doers(task, on) | telling.author(task.contribution)
    telling.tell(actor, task, deeds.TASK_TOLD, to, telling.page_of_task(task))
    record(
        actor=actor,
        deed=deeds.TASK_VERIFIED,
        subject=task,
        detail={"title": task},
        reason=reason.strip(),
    )
    return task


@transaction.atomic
def return_result(*, actor: Actor, task_id: int, reason: str, on: date) -> Task:
    """退回: not found done; it is in the owner's hands again."""
    task = _verified(actor, task_id)
    if task.state != TaskState.HANDED_IN:
        raise Refused(_("任务还没有报结，或已核验"))
    if not reason.strip():
        raise Refused(_("请写明退回理由"))
    task.state, task.state_reason = TaskState.DOING, reason.strip()
    task.save(update_fields=["state", "state_reason"])
    settle(actor=actor, subject=task)
    page = telling.page_of_task(task)
    telling.tell(actor, task, deeds.TASK_ASKED, telling.doers(task, on), page, due_on=task.due_on)
    record(
        actor=actor,
        deed=deeds.TASK_RETURNED,
        subject=task,
        detail={"title": task},
        reason=reason.strip(),
    )
    return task


@transaction.atomic
def drop_task(*, actor: Actor, task_id: int, reason: str) -> Task:
    """终止 with a reason; the proposal may be given as another task."""
    task = _verified(actor, task_id)
    reasons = list(rules.flaws_of_dropping(state=task.state))
    if not reason.strip():
        reasons.append(_("请写明终止理由"))
    if reasons:
        raise Refused(reasons)
    task.state, task.state_reason = TaskState.DROPPED, reason.strip()
    task.save(update_fields=["state", "state_reason"])
    settle(actor=actor, subject=task)
    record(
        actor=actor,
        deed=deeds.TASK_DROPPED,
        subject=task,
        detail={"title": task},
        reason=reason.strip(),
    )
    return task


@transaction.atomic
def remind_of_tasks(*, actor: Actor, on: date) -> int:
    """提醒 once for each task whose day has passed."""
    return sum(
        telling.tell(
            actor, task, deeds.TASK_LATE, telling.doers(task, on), telling.page_of_task(task),
            due_on=task.due_on, key=f"{task.pk}:{task.due_on}", once=True,
        )
        for task in overdue(on=on)
    )  # fmt: skip
