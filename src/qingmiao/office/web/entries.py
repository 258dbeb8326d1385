"""One deed of the ledger, and everything that was done to one subject."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qingmiao.kernel.errors import Forbidden
from qingmiao.ledger.queries import entries_about, line_of
from qingmiao.office.permissions import READ_LEDGER
from qingmiao.registers.declaration import Register
from qingmiao.registers.queries import LARGEST_KEY
from qingmiao.registers.values import noun_of
from qingmiao.registers.web.listing import page_links
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request, page


@require_GET
def entry(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(register, request, pk)
    row = context["row"]
    url = reverse("office:story", args=[row.subject_kind, row.subject_id])
    proof = reverse("office:entry-proof", args=[pk])
    context["extra_actions"] = [
        {"label": _("该对象的全部留痕"), "url": url, "icon": "history", "method": "get"},
        {"label": _("下载证明"), "url": proof, "icon": "download", "method": "get"},
    ]
    return render(request, "registers/detail.html", context)


@require_GET
def story(request: Request, kind: str, pk: int) -> HttpResponse:
    """The story of one subject, newest first, as far as this reader may read the ledger."""
    if READ_LEDGER.nowhere(request.actor):
        raise Forbidden(READ_LEDGER.sentence)
    if pk >= LARGEST_KEY:
        raise Http404
    found = READ_LEDGER.rows(request.actor, entries_about(kind=kind, pk=pk))
    shown = Paginator(found, 50).get_page(request.GET.get("page"))
    if not shown.paginator.count:
        raise Http404
    context = {
        "subject": f"{noun_of(kind)} #{pk}",
        "story": [line_of(row) for row in shown.object_list],
        "page": shown,
        "page_links": page_links(shown, request.GET),
    }
    return page(request, "office/story.html", "story", context)
