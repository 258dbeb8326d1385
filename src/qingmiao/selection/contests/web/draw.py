"""The draw of plates: commitments first, then the word, then the order for anybody to check."""

import json

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.selection.contests import services
from qingmiao.selection.contests.enums import ContestState, Party
from qingmiao.selection.contests.permissions import RUN_CONTESTS, WITNESS_DRAWS
from qingmiao.selection.contests.queries import draw as queries
from qingmiao.selection.contests.web.forms import WordForm
from qingmiao.webkit.http import Request, kept_file, page


@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    return _page(request, pk)


def _page(
    request: Request, pk: int, *, form: WordForm | None = None, reasons: tuple[str, ...] = ()
) -> HttpResponse:
    actor = request.actor
    contest, found = queries.seen_draw(actor=actor, contest_id=pk)
    shares = {one.party: one for one in queries.shares_of(draw=found)} if found else {}
    is_open = found is not None and found.drawn_at is None and contest.state == ContestState.DRAWING
    may_bring = {
        Party.SECRETARY: RUN_CONTESTS.allows(actor, contest),
        Party.WITNESS: WITNESS_DRAWS.allows(actor, contest),
    }
    context = {
        "contest": contest,
        "draw": found,
        "parties": [
            {
                "party": party.value,
                "label": party.label,
                "share": shares.get(party.value),
                "may_bring": is_open and party.value not in shares and may_bring[party],
            }
            for party in Party
        ],
        "may_draw": is_open and len(shares) == len(Party) and may_bring[Party.SECRETARY],
        "form": form or WordForm(),
        "plates": queries.drawn_plates(draw=found) if found else [],
        "error_summary": list(reasons),
    }
    return page(request, "contests/draw.html", "draw", context, status=422 if reasons else 200)


@require_POST
def share(request: Request, pk: int) -> HttpResponse:
    party = request.POST.get("party", "")
    if party not in Party.values:
        raise Http404
    try:
        services.commit_share(actor=request.actor, contest_id=pk, party=party, at=clock.now())
    except Refused as no:
        return _page(request, pk, reasons=no.reasons)
    messages.success(request, _("已承诺份额，承诺值已公布"))
    return redirect("contests:draw", pk=pk)


@require_POST
def perform(request: Request, pk: int) -> HttpResponse:
    form = WordForm(request.POST)
    if not form.is_valid():
        return _page(
            request, pk, form=form, reasons=tuple(str(each) for each in form.errors["word"])
        )
    try:
        services.draw_plates(
            actor=request.actor, contest_id=pk, word=form.cleaned_data["word"], at=clock.now()
        )
    except Refused as no:
        return _page(request, pk, form=form, reasons=no.reasons)
    messages.success(request, _("号牌已抽定"))
    return redirect("contests:draw", pk=pk)


@require_GET
def file(request: Request, pk: int) -> HttpResponse:
    """The published draw, from which `qingmiao lottery verify` performs it again."""
    told = queries.published_draw(actor=request.actor, contest_id=pk)
    if told is None:
        raise Http404
    text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    return kept_file(text, f"draw-{pk}.json")
