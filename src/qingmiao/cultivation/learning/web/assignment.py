"""作业和测验 of a class, assignments and works through their doors."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.cultivation.courses.permissions import KEEP_CLASSES
from qingmiao.cultivation.learning.enums import WorkState
from qingmiao.cultivation.learning.permissions import HAND_IN, KEEP_ASSIGNMENTS, REVIEW_WORKS
from qingmiao.cultivation.learning.queries import assignment as questions
from qingmiao.cultivation.learning.queries.quiz import quizzes_of
from qingmiao.cultivation.learning.rules.assignment import STANDING
from qingmiao.cultivation.learning.services import assignment as services
from qingmiao.cultivation.learning.web.forms import AssignmentForm, ReasonForm, ReviewForm, WorkForm
from qingmiao.kernel import clock
from qingmiao.registers.web.filling import answered, stepped
from qingmiao.webkit.http import OPAQUE, Request, kept_file

SHOWN = {"title": "", "link": "nurture", "mark": "育"}  # not interface: the badge of the link


@require_GET
def tasks(request: Request, pk: int) -> HttpResponse:
    around = questions.class_of_tasks(actor=request.actor, class_id=pk)
    context = {
        "around": around,
        "assignments": questions.assignments_of(actor=request.actor, class_id=pk),
        "quizzes": quizzes_of(actor=request.actor, class_id=pk),
        "may_set": KEEP_CLASSES.allows(request.actor, around),
    }
    return render(request, "learning/tasks.html", context)


def shown() -> dict[str, str]:
    return {**SHOWN, "title": _("作业和测验")}


@require_http_methods(["GET", "POST"])
def add(request: Request, pk: int) -> HttpResponse:
    around = questions.class_to_set(actor=request.actor, class_id=pk)
    form = AssignmentForm(request.POST or None)

    def change() -> str:
        row = services.set_assignment(actor=request.actor, class_id=pk, draft=form.draft)
        messages.success(request, _("作业已布置"))
        return reverse("learning:assignment", args=[row.pk])

    back = reverse("learning:tasks", args=[pk])
    heading = _("布置作业：%(title)s") % {"title": around}
    urls = {"list": back, "cancel": back}
    return answered(request, shown(), form, heading, urls, submit_label=_("布置"), change=change)


@require_GET
def assignment(request: Request, pk: int) -> HttpResponse:
    actor = request.actor
    row = questions.assignment_of(actor=actor, assignment_id=pk)
    works = questions.works_of(actor=actor, assignment_id=pk)
    mine = [work for work in works if work.person_id == actor.person_id]
    others = [work for work in works if work.person_id != actor.person_id]
    is_kept = KEEP_ASSIGNMENTS.allows(actor, row)
    is_settled = bool(mine) and mine[-1].state in STANDING
    context = {
        "row": row,
        "mine": mine,
        "others": others,
        "is_kept": is_kept,
        "waiting": sum(work.state == WorkState.HANDED_IN for work in others),
        "may_hand_in": HAND_IN.allows(actor, row)
        and not is_settled
        and (bool(mine) or clock.now() <= row.due_at),
    }
    return render(request, "learning/assignment.html", context)


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    row = questions.assignment_to_keep(actor=request.actor, assignment_id=pk)
    form = ReasonForm(request.POST or None, label=_("撤下理由"))
    back = reverse("learning:tasks", args=[row.training_class_id])

    def change() -> str:
        services.withdraw_assignment(
            actor=request.actor, assignment_id=pk, reason=form.cleaned_data["reason"],
            at=clock.now(),
        )  # fmt: skip
        messages.success(request, _("已撤下"))
        return back

    heading = _("撤下作业：%(title)s") % {"title": row}
    urls = {"list": back, "cancel": reverse("learning:assignment", args=[pk])}
    return answered(request, shown(), form, heading, urls, submit_label=_("撤下"), change=change)


@require_http_methods(["GET", "POST"])
def hand_in(request: Request, pk: int) -> HttpResponse:
    row = questions.assignment_to_answer(actor=request.actor, assignment_id=pk)
    form = WorkForm(request.POST or None, request.FILES or None)
    back = reverse("learning:assignment", args=[pk])

    return stepped(
        request, shown(), form,
        lambda: services.hand_in(
            actor=request.actor, assignment_id=pk, work=form.handed, at=clock.now()
        ),
        heading=_("提交作业：%(title)s") % {"title": row}, label=_("提交"),
        said=_("已提交，等待批阅"),
        urls={"list": reverse("learning:tasks", args=[row.training_class_id]), "cancel": back},
    )  # fmt: skip


@require_GET
def work(request: Request, pk: int) -> HttpResponse:
    row = questions.work_of(actor=request.actor, work_id=pk)
    may = row.state == WorkState.HANDED_IN and REVIEW_WORKS.allows(request.actor, row)
    return render(request, "learning/work.html", {"row": row, "may_review": may})


@never_cache
@require_GET
def work_file(request: Request, pk: int) -> HttpResponse:
    row = questions.work_of(actor=request.actor, work_id=pk)
    if row.content is None:
        raise Http404
    return kept_file(bytes(row.content), row.file_name, media_type=OPAQUE)


@require_http_methods(["GET", "POST"])
def review(request: Request, pk: int) -> HttpResponse:
    row = questions.work_to_review(actor=request.actor, work_id=pk)
    form = ReviewForm(request.POST or None)
    back = reverse("learning:assignment", args=[row.assignment_id])

    def change() -> str:
        services.review_work(
            actor=request.actor, work_id=pk, state=form.cleaned_data["state"],
            remark=form.cleaned_data["remark"], at=clock.now(),
        )  # fmt: skip
        messages.success(request, _("已批阅，已告知本人"))
        return back

    heading = _("批阅：%(title)s") % {"title": row}
    urls = {"list": back, "cancel": reverse("learning:work", args=[pk])}
    return answered(request, shown(), form, heading, urls, submit_label=_("批阅"), change=change)
