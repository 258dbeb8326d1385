"""The page of one lecture: who speaks, what was handed in, and what this reader may do next."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qingmiao.cultivation.lectures import queries as questions
from qingmiao.cultivation.lectures import rules, services
from qingmiao.cultivation.lectures.enums import LectureState
from qingmiao.cultivation.lectures.models import Lecture
from qingmiao.cultivation.lectures.permissions import (
    ANSWER_REQUESTS,
    CANCEL_LECTURES,
    CONFIRM_LECTURES,
    DISPATCH_LECTURES,
    HAND_IN_PROOF,
    RATE_SPEAKERS,
)
from qingmiao.cultivation.lectures.register import LECTURES
from qingmiao.kernel import clock
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request


def detail_url(pk: int) -> str:
    return reverse("lectures:lecture-detail", args=[pk])


@require_GET
def detail(request: Request, pk: int, register: Register) -> HttpResponse:
    return shown(request, pk)


def shown(request: Request, pk: int, *, status: int = 200) -> HttpResponse:
    context = detail_context(LECTURES, request, pk)
    row, actor = context["row"], request.actor
    context |= {
        "extra_actions": [] if row.is_void else _actions(actor, row),
        "speakings": [] if row.is_void else _speakings(actor, row),
        "delivery": questions.delivery_seen(actor=actor, lecture_id=pk),
        "ratings": list(questions.ratings_seen(actor=actor).filter(speaking__lecture=pk)),
    }
    return render(request, "lectures/lecture.html", context, status=status)


def _actions(actor: Actor, row: Lecture) -> list[dict[str, Any]]:
    ways = rules.WAYS[row.state]
    found = []
    if LectureState.MATCHED in ways and DISPATCH_LECTURES.allows(actor, row):
        found.append(_action(row, "dispatch", _("派单"), "user-search", "get"))
    if LectureState.HELD in ways and HAND_IN_PROOF.allows(actor, row):
        found.append(_action(row, "proof", _("提交佐证"), "photo", "get"))
    if LectureState.DELIVERED in ways and CONFIRM_LECTURES.allows(actor, row):
        found.append(_action(row, "confirm", _("确认送达"), "circle-check", "post"))
        found.append(_action(row, "return", _("退回佐证"), "arrow-back-up", "get"))
    if LectureState.CANCELLED in ways and CANCEL_LECTURES.allows(actor, row):
        found.append(_action(row, "cancel", _("取消宣讲"), "circle-x", "get"))
    return found


def _action(row: Lecture, name: str, label: str, icon: str, method: str) -> dict[str, Any]:
    url = reverse(f"lectures:lecture-{name}", args=[row.pk])
    return {"label": label, "url": url, "icon": icon, "method": method}


def _speakings(actor: Actor, row: Lecture) -> list[dict[str, Any]]:
    rows = list(questions.speakings_at(lecture_id=row.pk))
    answers = set(ANSWER_REQUESTS.rows(actor, questions.speakings_at(lecture_id=row.pk)))
    rates = (
        set(RATE_SPEAKERS.rows(actor, questions.speakings_at(lecture_id=row.pk)))
        if row.state == LectureState.DELIVERED
        else set()
    )
    return [
        {
            "row": each,
            "may_accept": each in answers
            and row.state == LectureState.MATCHED
            and each.answered_at is None,
            "may_decline": each in answers
            and row.state in {LectureState.MATCHED, LectureState.ACCEPTED},
            "may_rate": each in rates and not hasattr(each, "rating"),
        }
        for each in rows
    ]


@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(questions.to_be_answered(actor=request.actor), pk=pk)
    try:
        services.accept_request(
            actor=request.actor, speaking_id=pk, on=clock.today(), at=clock.now()
        )
    except Refused as no:
        return _refused(request, row.lecture_id, no)
    messages.success(request, _("已应约"))
    return redirect(detail_url(row.lecture_id))


@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    get_object_or_404(questions.to_be_confirmed(actor=request.actor), pk=pk)
    try:
        services.confirm_lecture(actor=request.actor, lecture_id=pk, at=clock.now())
    except Refused as no:
        return _refused(request, pk, no)
    messages.success(request, _("已确认，计入宣讲场次"))
    return redirect(detail_url(pk))


def _refused(request: Request, pk: int, no: Refused) -> HttpResponse:
    for reason in no.reasons:
        messages.error(request, reason)
    return shown(request, pk, status=422)


@require_GET
def photo(request: Request, pk: int) -> HttpResponse:
    """Drawn by us, so a browser may show it; kept by nobody on the way."""
    delivery = questions.delivery_seen(actor=request.actor, lecture_id=pk)
    if delivery is None:
        raise Http404
    response = HttpResponse(bytes(delivery.jpeg), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response
