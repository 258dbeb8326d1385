from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qingmiao.appointment.cases.queries import is_appointed
from qingmiao.appointment.cases.register import APPOINTMENTS
from qingmiao.appointment.cases.services import enter_into_dossier
from qingmiao.kernel.errors import Refused
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request


@require_GET
def appointment(request: Request, pk: int) -> HttpResponse:
    context = detail_context(APPOINTMENTS, request, pk)
    return render(request, "registers/detail.html", context | {"extra_actions": _actions(context)})


def _actions(context: dict[str, Any]) -> list[dict[str, str]]:
    row = context["row"]
    if row.is_void or not context["can"]["amend"] or not is_appointed(row):
        return []
    return [
        {
            "label": _("记入档案"),
            "url": reverse("cases:appointment-dossier", args=[row.pk]),
            "method": "post",
            "icon": "id-badge-2",
        }
    ]


@require_POST
def into_dossier(request: Request, pk: int) -> HttpResponse:
    try:
        enter_into_dossier(actor=request.actor, appointment_id=pk)
    except Refused as no:
        for reason in no.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, _("任职已记入档案"))
    return redirect("cases:appointment-detail", pk=pk)
