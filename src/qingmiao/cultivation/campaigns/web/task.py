"""转化任务: its page and the forms of its steps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.cultivation.campaigns.enums import UNDER_WAY, TaskState
from qingmiao.cultivation.campaigns.models import Task
from qingmiao.cultivation.campaigns.permissions import DO_TASKS, VERIFY_TASKS
from qingmiao.cultivation.campaigns.queries import task as queries
from qingmiao.cultivation.campaigns.register import TASKS
from qingmiao.cultivation.campaigns.rules.task import is_overdue
from qingmiao.cultivation.campaigns.services import task as services
from qingmiao.cultivation.campaigns.web.contribution import read_url
from qingmiao.cultivation.campaigns.web.forms import (
    ProgressForm,
    ReasonForm,
    ResultForm,
    TaskForm,
)
from qingmiao.kernel import clock
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.filling import answered, stepped
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request

STEPS = require_http_methods(["GET", "POST"])


def detail_url(pk: int) -> str:
    return reverse("campaigns:task-detail", args=[pk])


@require_GET
def detail(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(TASKS, request, pk)
    row = context["row"]
    context |= {
        "extra_actions": _actions(request, row),
        "steps": list(queries.steps_of(task=row)),
        "origin_url": read_url(row.contribution_id),
        "is_overdue": is_overdue(state=row.state, due_on=row.due_on, on=clock.today()),
    }
    return render(request, "campaigns/task.html", context)


def _actions(request: Request, row: Task) -> list[dict[str, Any]]:
    actor, found = request.actor, []
    if row.state == TaskState.DOING and DO_TASKS.allows(actor, row):
        found.append(_action(row, "progress", _("填报进展"), "edit"))
        found.append(_action(row, "result", _("报结"), "send"))
    if row.state in UNDER_WAY and VERIFY_TASKS.allows(actor, row):
        if row.state == TaskState.HANDED_IN:
            found.append(_action(row, "verify", _("核验"), "circle-check"))
            found.append(_action(row, "return", _("退回"), "arrow-back-up"))
        found.append(_action(row, "drop", _("终止"), "circle-x"))
    return found


def _action(row: Task, name: str, label: str, icon: str) -> dict[str, Any]:
    url = reverse(f"campaigns:task-{name}", args=[row.pk])
    return {"url": url, "label": label, "icon": icon, "method": "get"}


@STEPS
def give(request: Request, pk: int) -> HttpResponse:
    """交办 of an adopted proposal."""
    row = queries.to_be_given(actor=request.actor, contribution_id=pk)
    today = clock.today()
    form = TaskForm(
        request.POST or None, initial={"title": row.title}, actor=request.actor, on=today
    )

    def change() -> str:
        task = services.give_task(
            actor=request.actor, contribution_id=pk, on=today, **form.cleaned_data
        )
        messages.success(request, _("已交办，责任人会收到提醒"))
        return detail_url(task.pk)

    heading = _("转为任务：%(title)s") % {"title": row.title}
    return answered(
        request, TASKS, form, heading, {"list": reverse(TASKS.url_name()), "cancel": read_url(pk)},
        submit_label=_("交办"), change=change,
    )  # fmt: skip


def _filled(
    request: Request,
    row: Task,
    form: Any,
    act: Callable[[], object],
    *,
    heading: str,
    label: str,
    said: str,
) -> HttpResponse:
    urls = {"list": reverse(TASKS.url_name()), "cancel": detail_url(row.pk)}
    return stepped(
        request,
        TASKS,
        form,
        act,
        heading=f"{heading}：{row.title}",
        label=label,
        said=said,
        urls=urls,
    )


@STEPS
def progress(request: Request, pk: int) -> HttpResponse:
    row = queries.to_be_done(actor=request.actor, pk=pk)
    form = ProgressForm(request.POST or None, initial={"percent": row.progress})
    return _filled(
        request, row, form,
        lambda: services.note_progress(
            actor=request.actor, task_id=pk, on=clock.today(), **form.cleaned_data
        ),
        heading=_("填报进展"), label=_("保存"), said=_("进展已填报"),
    )  # fmt: skip


@STEPS
def result(request: Request, pk: int) -> HttpResponse:
    row = queries.to_be_done(actor=request.actor, pk=pk)
    form = ResultForm(request.POST or None, initial={"result": row.result})
    return _filled(
        request, row, form,
        lambda: services.hand_in_result(
            actor=request.actor, task_id=pk, on=clock.today(), **form.cleaned_data
        ),
        heading=_("报结"), label=_("报结"), said=_("已报结，核验后办结"),
    )  # fmt: skip


@STEPS
def verify(request: Request, pk: int) -> HttpResponse:
    row = queries.to_be_verified(actor=request.actor, pk=pk)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = _("核验依据")
    return _filled(
        request, row, form,
        lambda: services.verify_result(
            actor=request.actor, task_id=pk, on=clock.today(), **form.cleaned_data
        ),
        heading=_("核验"), label=_("核验办结"), said=_("已核验办结"),
    )  # fmt: skip


@STEPS
def send_back(request: Request, pk: int) -> HttpResponse:
    row = queries.to_be_verified(actor=request.actor, pk=pk)
    form = ReasonForm(request.POST or None)
    return _filled(
        request, row, form,
        lambda: services.return_result(
            actor=request.actor, task_id=pk, on=clock.today(), **form.cleaned_data
        ),
        heading=_("退回"), label=_("退回"), said=_("已退回，责任人会收到提醒"),
    )  # fmt: skip


@STEPS
def drop(request: Request, pk: int) -> HttpResponse:
    row = queries.to_be_verified(actor=request.actor, pk=pk)
    form = ReasonForm(request.POST or None)
    return _filled(
        request, row, form,
        lambda: services.drop_task(actor=request.actor, task_id=pk, **form.cleaned_data),
        heading=_("终止"), label=_("终止任务"), said=_("任务已终止"),
    )  # fmt: skip
