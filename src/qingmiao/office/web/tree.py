"""The tree over the ledger: signed heads to take away, proofs, and reading everything again."""

import json

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.ledger.enums import Fault
from qingmiao.ledger.models import Verification
from qingmiao.ledger.queries import entries, heads, latest_head, verifications, waiting
from qingmiao.ledger.rules.notes import public_key
from qingmiao.ledger.services import ask_verification, prove, prove_growth
from qingmiao.office.permissions import READ_LEDGER
from qingmiao.registers.queries import LARGEST_KEY
from qingmiao.registers.web.listing import page_links
from qingmiao.webkit.http import Request, kept_file, page

AT_ONCE = 20


def _require_reader(request: Request) -> None:
    if READ_LEDGER.nowhere(request.actor):
        raise Forbidden(READ_LEDGER.sentence)


@require_GET
def tree(request: Request) -> HttpResponse:
    _require_reader(request)
    shown = Paginator(heads(), AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "head": latest_head(),
        "waiting": waiting(),
        "key": public_key(settings.LEDGER_KEY).hex(),
        "heads": shown.object_list,
        "page": shown,
        "page_links": page_links(shown, request.GET),
        "verifications": [(one, _told(one)) for one in verifications()[:10]],
    }
    return page(request, "office/tree.html", "heads", context)


def _told(verification: Verification) -> list[str]:
    """What was found, in the reader's language."""
    return [
        _("另有 %(count)s 处") % {"count": one["where"]}
        if one["fault"] == "more"
        else f"{one['where']}：{Fault(one['fault']).label}"
        for one in verification.findings
    ]


@require_POST
def verify(request: Request) -> HttpResponse:
    """Reading a million deeds takes a minute: the worker does it."""
    _require_reader(request)
    if ask_verification():
        messages.success(request, _("已交后台核对，完成后结果列在下面"))
    else:
        messages.warning(request, _("已有一次核对在排队，完成后结果列在下面"))
    return redirect("office:tree")


@require_GET
def kept_heads(request: Request) -> HttpResponse:
    """Every head, the oldest first, as the file to keep somewhere else."""
    _require_reader(request)
    notes = heads().reverse().values_list("note", flat=True)
    return kept_file("\n".join(notes), f"ledger-heads-{clock.today().isoformat()}.txt")


@require_GET
def growth(request: Request, size: int) -> HttpResponse:
    _require_reader(request)
    try:
        told = prove_growth(since=min(size, LARGEST_KEY - 1))
    except LookupError as missing:
        raise Http404 from missing
    return kept_file(_text(told), f"ledger-growth-{size}.json")


@require_GET
def proof(request: Request, pk: int) -> HttpResponse:
    """One deed with its path and head: only for whoever may read the deed itself."""
    entry = READ_LEDGER.one(request.actor, entries(), pk=pk)
    return kept_file(_text(prove(entry_id=entry.pk, at=clock.now())), f"ledger-entry-{pk}.json")


def _text(told: dict[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
