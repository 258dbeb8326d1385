"""The code of a block on paper, and the slip a resident takes home from the desk."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.engines.documents.rules.code import code_of
from qingmiao.kernel import clock
from qingmiao.placement.blocks.contracts import Receipt
from qingmiao.placement.blocks.permissions import DESK_REQUESTS
from qingmiao.placement.blocks.queries.request import kept_block, live
from qingmiao.placement.blocks.register import BLOCKS
from qingmiao.placement.blocks.services import intake
from qingmiao.placement.blocks.web.forms import ReasonForm
from qingmiao.registers.web.filling import answered
from qingmiao.registers.web.listing import urls_of
from qingmiao.webkit.http import Request

SLIP = "blocks_slip"


def drawn(link: str) -> SafeString:
    """The square that opens the link, as large as the page lets it be; our own drawing, nobody's words."""
    return SafeString(code_of(link, is_sized=False))


def keep_slip(request: Request, receipt: Receipt) -> str:
    """The secret waits in the session of who took it in until the slip was shown once."""
    request.session[SLIP] = [receipt.request_id, receipt.token]
    return reverse("blocks:request-slip", args=[receipt.request_id])


@never_cache
@require_GET
def slip(request: Request, pk: int) -> HttpResponse:
    """受理回执: the resident's own link, shown once; later only a new one can be made."""
    row = DESK_REQUESTS.one(request.actor, live().select_related("block"), pk=pk)
    kept = request.session.pop(SLIP, None)
    link = ""
    if kept and kept[0] == pk:
        link = request.build_absolute_uri(reverse("blocks:answer", args=[kept[1]]))
    context = {"row": row, "link": link, "code": drawn(link) if link else ""}
    return render(request, "blocks/slip.html", context)


@require_POST
def renew(request: Request, pk: int) -> HttpResponse:
    receipt = intake.renew_link(actor=request.actor, request_id=pk, at=clock.now())
    return redirect(keep_slip(request, receipt))


@require_GET
def code(request: Request, pk: int) -> HttpResponse:
    """扫码受理 of one block: the code to hang up, or the button that opens it."""
    block = kept_block(actor=request.actor, pk=pk)
    link = ""
    if block.public_code:
        link = request.build_absolute_uri(reverse("blocks:ask", args=[block.public_code]))
    context = {"place": block, "link": link, "code": drawn(link) if link else ""}
    return render(request, "blocks/code.html", context)


@require_POST
def open_code(request: Request, pk: int) -> HttpResponse:
    intake.open_code(actor=request.actor, block_id=pk)
    messages.success(request, _("已开通，请打印张贴"))
    return redirect("blocks:block-code", pk)


@require_http_methods(["GET", "POST"])
def close_code(request: Request, pk: int) -> HttpResponse:
    block = kept_block(actor=request.actor, pk=pk)
    if not block.public_code:
        raise Http404
    form = ReasonForm(request.POST or None)
    back = reverse("blocks:block-code", args=[pk])

    def change() -> str:
        reason = form.cleaned_data["reason"]
        intake.close_code(actor=request.actor, block_id=pk, reason=reason)
        messages.success(request, _("已停用"))
        return back

    return answered(
        request,
        BLOCKS,
        form,
        _("停用扫码受理：%(title)s") % {"title": block},
        urls_of(BLOCKS, pk) | {"cancel": back},
        submit_label=_("确认停用"),
        change=change,
    )
