"""A talk, and its confirmation by the mentee."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qingmiao.placement.mentoring.queries import may_confirm
from qingmiao.placement.mentoring.register import TALKS
from qingmiao.placement.mentoring.services import confirm_talk
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request


@require_GET
def talk(request: Request, pk: int) -> HttpResponse:
    context = detail_context(TALKS, request, pk)
    if may_confirm(actor=request.actor, talk_id=pk):
        url = reverse("mentoring:talk-confirm", args=[pk])
        context["extra_actions"] = [
            {"label": _("确认谈话"), "url": url, "icon": "checks", "method": "post"}
        ]
    return render(request, "registers/detail.html", context)


@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    confirm_talk(actor=request.actor, talk_id=pk)
    messages.success(request, _("已确认谈话"))
    return redirect("mentoring:talk-detail", pk=pk)
