"""The one-form pages of a lecture: asking, sending, declining, proof, rating."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qingmiao.access.enums import DEPARTMENT, UNIT_HANDS
from qingmiao.cultivation.lectures import queries as questions
from qingmiao.cultivation.lectures import services
from qingmiao.cultivation.lectures.permissions import KEEP_LECTURES
from qingmiao.cultivation.lectures.register import LECTURES
from qingmiao.cultivation.lectures.web.forms import (
    DispatchForm,
    ProofForm,
    RatingForm,
    ReasonForm,
)
from qingmiao.cultivation.lectures.web.lecture import detail_url
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.forms import form_class
from qingmiao.registers.web.filling import done, form_page, tell
from qingmiao.webkit.http import Request, page

STEPS = require_http_methods(["GET", "POST"])
NOT_ASKED = ("audience", "state", "proof")
"""What a unit that asks for a lecture cannot know yet."""


def _filled(
    request: Request,
    form: Form,
    call: Callable[[], Any],
    *,
    heading: str,
    label: str,
    back: str,
    said: str,
    template: str = "registers/form.html",
) -> HttpResponse:
    """Shown, refused with its reasons, or done."""
    if request.method == "POST" and form.is_valid():
        try:
            call()
        except (Refused, Forbidden) as no:
            tell(form, no)
        else:
            messages.success(request, said)
            return done(request, back)
    urls = {"list": reverse(LECTURES.url_name()), "cancel": back}
    return form_page(request, LECTURES, form, heading, urls, submit_label=label, template=template)


@STEPS
def request_one(request: Request) -> HttpResponse:
    """点单."""
    if not request.actor.has(*UNIT_HANDS, *DEPARTMENT):
        raise Forbidden(KEEP_LECTURES.sentence)
    asked, today = LECTURES.without(NOT_ASKED), clock.today()
    form = form_class(asked)(request.POST or None, actor=request.actor, on=today)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in asked.fields}
        try:
            row = services.request_lecture(actor=request.actor, on=today, **values)
        except (Refused, Forbidden) as no:
            tell(form, no)
        else:
            messages.success(request, _("已点单，派单后会收到提醒"))
            return done(request, detail_url(row.pk))
    urls = {"list": reverse(LECTURES.url_name()), "cancel": reverse(LECTURES.url_name())}
    return form_page(request, LECTURES, form, _("点单"), urls, submit_label=_("提交点单"))


@STEPS
def dispatch(request: Request, pk: int) -> HttpResponse:
    """派单: every member with the reasons for and against; the person decides and says why."""
    row = get_object_or_404(questions.to_be_dispatched(actor=request.actor), pk=pk)
    members = questions.speakers_for(lecture=row)
    initial = {"begins_at": row.begins_at, "ends_at": row.ends_at}
    form = DispatchForm(request.POST or None, members=members, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            services.dispatch_lecture(
                actor=request.actor,
                lecture_id=pk,
                member_id=told["member"],
                begins_at=told["begins_at"],
                ends_at=told["ends_at"],
                reason=told["reason"],
                on=clock.today(),
            )
        except Refused as no:
            tell(form, no)
        else:
            messages.success(request, _("已派单，宣讲人会收到提醒"))
            return done(request, detail_url(pk))
    context = {
        "row": row,
        "form": form,
        "members": members,
        "chosen": str(form["member"].value() or ""),
        "register": LECTURES,
        "urls": {"cancel": detail_url(pk)},
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "lectures/dispatch.html", "form", context, status=status)


@STEPS
def cancel(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(questions.to_be_cancelled(actor=request.actor), pk=pk)
    form = ReasonForm(request.POST or None)
    return _filled(
        request,
        form,
        lambda: services.cancel_lecture(
            actor=request.actor,
            lecture_id=pk,
            reason=form.cleaned_data["reason"],
            on=clock.today(),
        ),
        heading=_("取消宣讲：%(title)s") % {"title": row},
        label=_("取消宣讲"),
        back=detail_url(pk),
        said=_("已取消，有关人员会收到提醒"),
    )


@STEPS
def hand_in(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(questions.to_be_handed_in(actor=request.actor), pk=pk)
    form = ProofForm(request.POST or None, request.FILES or None)
    return _filled(
        request,
        form,
        lambda: services.hand_in_proof(
            actor=request.actor, lecture_id=pk, on=clock.today(), **form.cleaned_data
        ),
        heading=_("提交佐证：%(title)s") % {"title": row},
        label=_("提交佐证"),
        back=detail_url(pk),
        said=_("已提交，点单单位确认后计入宣讲场次"),
    )


@STEPS
def send_back(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(questions.to_be_confirmed(actor=request.actor), pk=pk)
    form = ReasonForm(request.POST or None)
    return _filled(
        request,
        form,
        lambda: services.return_proof(
            actor=request.actor,
            lecture_id=pk,
            reason=form.cleaned_data["reason"],
            on=clock.today(),
        ),
        heading=_("退回佐证：%(title)s") % {"title": row},
        label=_("退回佐证"),
        back=detail_url(pk),
        said=_("已退回，宣讲人会收到提醒"),
    )


@STEPS
def decline(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(questions.to_be_answered(actor=request.actor), pk=pk)
    form = ReasonForm(request.POST or None)
    return _filled(
        request,
        form,
        lambda: services.decline_request(
            actor=request.actor,
            speaking_id=pk,
            reason=form.cleaned_data["reason"],
            on=clock.today(),
            at=clock.now(),
        ),
        heading=_("退单：%(title)s") % {"title": row.lecture},
        label=_("退单"),
        back=reverse("lectures:mine") if _is_me(request, row) else detail_url(row.lecture_id),
        said=_("已退单，干部科会另行派单"),
    )


def _is_me(request: Request, row: Any) -> bool:
    """Whoever declines no longer sees the lecture."""
    return bool(request.actor.person_id == row.member.person_id)


@STEPS
def rate(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(questions.to_be_rated(actor=request.actor), pk=pk)
    form = RatingForm(request.POST or None)
    return _filled(
        request,
        form,
        lambda: services.rate_speaker(actor=request.actor, speaking_id=pk, **form.cleaned_data),
        heading=_("评价宣讲人：%(name)s") % {"name": row.member},
        label=_("提交评价"),
        back=detail_url(row.lecture_id),
        said=_("评价已提交，只有宣讲人本人和管理部门看得到"),
    )
