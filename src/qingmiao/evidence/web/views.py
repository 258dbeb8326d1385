from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import REGISTERS, Register
from qingmiao.registers.queries import visible
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request


@require_GET
def claim(request: Request, pk: int, register: Register) -> HttpResponse:
    """One claim, with the way to the record it was taken from for those who may read that too."""
    context = detail_context(register, request, pk)
    context["extra_actions"] = _origin(request.actor, context["row"])
    return render(request, "registers/detail.html", context)


def _origin(actor: Actor, row: Any) -> list[dict[str, str]]:
    for register in REGISTERS.values():
        if register.model._meta.label_lower != row.origin_kind:
            continue
        if visible(register, actor, with_void=True).filter(pk=row.origin_id).exists():
            url = reverse(register.url_name("detail"), args=[row.origin_id])
            return [{"label": _("查看出处"), "url": url, "icon": "link", "method": "get"}]
    return []
