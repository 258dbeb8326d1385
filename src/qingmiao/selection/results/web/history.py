"""评委履历: private to the secretariat, who invites; beside no result and for no verdict."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from qingmiao.kernel.errors import Forbidden
from qingmiao.selection.judging.permissions import READ_JUDGE_HISTORY
from qingmiao.selection.results.queries.history import histories_of, history_of
from qingmiao.webkit.http import Request


@require_GET
def histories(request: Request) -> HttpResponse:
    if READ_JUDGE_HISTORY.nowhere(request.actor):
        raise Forbidden(READ_JUDGE_HISTORY.sentence)
    context = {"lines": histories_of(actor=request.actor)}
    return render(request, "results/histories.html", context)


@require_GET
def history(request: Request, pk: int) -> HttpResponse:
    found = history_of(actor=request.actor, judge_id=pk)
    return render(request, "results/history.html", {"found": found})
