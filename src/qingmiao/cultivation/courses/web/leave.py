"""Leave: asked for on one page, answered on another."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qingmiao.cultivation.courses.contracts import LeaveStanding
from qingmiao.cultivation.courses.queries import leave as queries
from qingmiao.cultivation.courses.rules import plain
from qingmiao.cultivation.courses.services import leave as services
from qingmiao.cultivation.courses.web.enrolment import filled, form_of
from qingmiao.cultivation.courses.web.forms import LeaveAnswerForm, LeaveForm
from qingmiao.kernel import clock
from qingmiao.webkit.http import Request


def told_standing(standing: LeaveStanding) -> str:
    """How much leave there was, and how much is left before there is no certificate."""
    words = {
        "missed": plain(standing.missed),
        "hours": plain(standing.hours),
        "part": standing.part,
    }
    if standing.left is None:
        return _("已请假 %(missed)s 学时，班次共 %(hours)s 学时") % words
    if standing.is_over:
        return (
            _("已请假 %(missed)s 学时，超过总学时 %(hours)s 的 1/%(part)s：不能结业，不发结业证书")
            % words
        )
    return _(
        "已请假 %(missed)s 学时，班次共 %(hours)s 学时，累计超过 1/%(part)s 不发结业证书，还可请假 %(left)s 学时"
    ) % (words | {"left": plain(standing.left)})


def _standing(class_id: int, person_id: int) -> str:
    told = queries.leave_standing(class_id=class_id, person_ids=[person_id], on=clock.today())
    return told_standing(told[person_id])


@require_http_methods(["GET", "POST"])
def ask(request: Request, pk: int) -> HttpResponse:
    row = queries.enrolment_to_ask_for(actor=request.actor, enrolment_id=pk)
    offered = queries.sessions_to_miss(row=row, on=clock.today())
    choices = [
        (str(each.pk), f"{each.held_on:%Y.%m.%d} {each.title} · {plain(each.hours)}")
        for each in offered
    ]
    standing = _standing(row.training_class_id, row.person_id)
    form = LeaveForm(request.POST or None, sessions=choices, standing=standing)
    back = reverse("courses:class-detail", args=[row.training_class_id]) + "#mine"
    answer = filled(
        request,
        form,
        lambda: services.ask_leave(
            actor=request.actor, enrolment_id=pk, session_id=int(form.cleaned_data["session"]),
            reason=form.cleaned_data["reason"], at=clock.now(),
        ),
        url=back,
        said=_("已申请请假，批复后会收到提醒"),
    )  # fmt: skip
    return answer or form_of(
        request, form, heading=_("申请请假"), back=back, submit=_("申请"),
        parent=str(row.training_class),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: int) -> HttpResponse:
    row = queries.leave_to_answer(actor=request.actor, leave_id=pk)
    around = row.session.training_class
    standing = _standing(around.pk, row.enrolment.person_id)
    form = LeaveAnswerForm(request.POST or None, asked=row.reason, standing=standing)
    back = reverse("courses:class-detail", args=[around.pk])
    said = filled(
        request,
        form,
        lambda: services.answer_leave(
            actor=request.actor, leave_id=pk, grants=form.agrees,
            answer=form.cleaned_data["reason"], at=clock.now(),
        ),
        url=back,
        said=_("已批复"),
    )  # fmt: skip
    return said or form_of(
        request, form, heading=_("批复请假：%(who)s") % {"who": row}, back=back,
        submit=_("提交"), parent=str(around),
    )  # fmt: skip
