"""The ways into a class and out of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qingmiao.cultivation.courses.models import Enrolment
from qingmiao.cultivation.courses.queries import enrolment as queries
from qingmiao.cultivation.courses.services import enrolment as services
from qingmiao.cultivation.courses.services import training_class as steps
from qingmiao.cultivation.courses.web.forms import AnswerForm, ExtendForm, PeopleForm, ReasonForm
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.registers.web.filling import form_page, tell
from qingmiao.webkit.http import Request

FACE = {"title": "", "link": "nurture", "mark": "育"}  # not interface: the badge of the link


def _class_url(pk: int) -> str:
    return reverse("courses:class-detail", args=[pk])


def form_of(
    request: Request, form: Any, *, heading: str, back: str, submit: str, parent: str
) -> HttpResponse:
    urls = {"list": back, "cancel": back}
    return form_page(request, FACE | {"title": parent}, form, heading, urls, submit_label=submit)


def done_or_told(request: Request, url: str, act: Callable[[], object], said: str) -> HttpResponse:
    """One step by one button: back to the page, with what was done or why it was not."""
    try:
        act()
    except Refused as no:
        for reason in no.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, said)
    return redirect(url)


def filled(
    request: Request, form: Any, act: Callable[[], object], *, url: str, said: str
) -> HttpResponse | None:
    """The answer to a form that was posted and stands; nothing where the form is to be shown."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        act()
    except Refused as no:
        tell(form, no)
        return None
    messages.success(request, said)
    return redirect(url)


@require_POST
def step(request: Request, pk: int, to: str) -> HttpResponse:
    """The next step of a class."""
    actor = request.actor
    ways: dict[str, tuple[Callable[[], object], str]] = {
        "approve": (lambda: steps.approve_class(actor=actor, class_id=pk), _("已批准办班")),
        "open": (
            lambda: steps.open_enrolment(actor=actor, class_id=pk, at=clock.now()),
            _("报名已开放"),
        ),
        "start": (
            lambda: steps.start_class(actor=actor, class_id=pk, at=clock.now()),
            _("已开班，未录取的已告知"),
        ),
        "finish": (
            lambda: steps.finish_class(actor=actor, class_id=pk, on=clock.today()),
            _("已结业"),
        ),
        "evaluate": (lambda: steps.evaluate_class(actor=actor, class_id=pk), _("已评估")),
        "archive": (lambda: steps.archive_class(actor=actor, class_id=pk), _("已归档")),
    }
    if to not in ways:
        raise Http404
    act, said = ways[to]
    return done_or_told(request, _class_url(pk), act, said)


@require_http_methods(["GET", "POST"])
def cancel(request: Request, pk: int) -> HttpResponse:
    found = queries.kept_class(actor=request.actor, class_id=pk)
    form = ReasonForm(request.POST or None)
    answer = filled(
        request,
        form,
        lambda: steps.cancel_class(
            actor=request.actor, class_id=pk, reason=form.cleaned_data["reason"], at=clock.now()
        ),
        url=_class_url(pk),
        said=_("已取消，已报名的都已告知"),
    )
    return answer or form_of(
        request, form, heading=_("取消办班"), back=_class_url(pk), submit=_("取消办班"),
        parent=str(found),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def extend(request: Request, pk: int) -> HttpResponse:
    found = queries.kept_class(actor=request.actor, class_id=pk)
    form = ExtendForm(request.POST or None)
    answer = filled(
        request,
        form,
        lambda: steps.extend_enrolment(
            actor=request.actor, class_id=pk, at=clock.now(), **form.cleaned_data
        ),
        url=_class_url(pk),
        said=_("报名截止已延后"),
    )
    return answer or form_of(
        request, form, heading=_("延长报名"), back=_class_url(pk), submit=_("延长"),
        parent=str(found),
    )  # fmt: skip


@require_POST
def enrol(request: Request, pk: int) -> HttpResponse:
    return done_or_told(
        request,
        f"{_class_url(pk)}#mine",
        lambda: services.enrol_oneself(actor=request.actor, class_id=pk, at=clock.now()),
        _("已报名"),
    )


@require_http_methods(["GET", "POST"])
def send(request: Request, pk: int, unit: int) -> HttpResponse:
    """单位选送."""
    found, people = queries.people_to_send(actor=request.actor, class_id=pk, unit_id=unit)
    form = PeopleForm(request.POST or None, people=people, is_naming=False)
    answer = filled(
        request,
        form,
        lambda: services.send_people(
            actor=request.actor, class_id=pk, unit_id=unit, person_ids=form.ids,
            despite=form.cleaned_data["despite"], at=clock.now(),
        ),
        url=_class_url(pk),
        said=_("已选送"),
    )  # fmt: skip
    return answer or form_of(
        request, form, heading=_("单位选送"), back=_class_url(pk), submit=_("选送"),
        parent=str(found),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def name(request: Request, pk: int) -> HttpResponse:
    """点名调训 from the reserve."""
    found, people = queries.people_to_name(actor=request.actor, class_id=pk, on=clock.today())
    form = PeopleForm(request.POST or None, people=people, is_naming=True)
    answer = filled(
        request,
        form,
        lambda: services.name_people(
            actor=request.actor, class_id=pk, person_ids=form.ids,
            source=form.cleaned_data["source"], despite=form.cleaned_data["despite"],
            at=clock.now(),
        ),
        url=_class_url(pk),
        said=_("已点名"),
    )  # fmt: skip
    return answer or form_of(
        request, form, heading=_("点名调训"), back=_class_url(pk), submit=_("点名"),
        parent=str(found),
    )  # fmt: skip


def _mine(request: Request, pk: int) -> Enrolment:
    row = queries.visible_enrolment(actor=request.actor, enrolment_id=pk)
    if row is None:
        raise Http404
    return row


@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    row = _mine(request, pk)
    return done_or_told(
        request,
        f"{_class_url(row.training_class_id)}#mine",
        lambda: services.accept_offer(actor=request.actor, enrolment_id=pk, at=clock.now()),
        _("已确认，名额是您的了"),
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    row = queries.enrolment_to_withdraw(actor=request.actor, enrolment_id=pk)
    back = _class_url(row.training_class_id)
    form = ReasonForm(request.POST or None)
    answer = filled(
        request,
        form,
        lambda: services.withdraw_enrolment(
            actor=request.actor, enrolment_id=pk, reason=form.cleaned_data["reason"],
            at=clock.now(),
        ),
        url=back,
        said=_("已退出，名额递补给下一位"),
    )  # fmt: skip
    return answer or form_of(
        request, form, heading=_("退出班次"), back=back, submit=_("退出"), parent=str(row)
    )


@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: int) -> HttpResponse:
    """单位表态."""
    row = queries.enrolment_to_answer(actor=request.actor, enrolment_id=pk)
    back = _class_url(row.training_class_id)
    form = AnswerForm(request.POST or None)
    said = filled(
        request,
        form,
        lambda: services.answer_enrolment(
            actor=request.actor, enrolment_id=pk, agrees=form.agrees,
            reason=form.cleaned_data["reason"], at=clock.now(),
        ),
        url=back,
        said=_("已表态"),
    )  # fmt: skip
    return said or form_of(
        request, form, heading=_("单位表态"), back=back, submit=_("提交"), parent=str(row)
    )
