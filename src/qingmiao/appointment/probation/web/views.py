from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from qingmiao.appointment.probation.enums import ProbationState
from qingmiao.appointment.probation.register import TRIALS
from qingmiao.appointment.probation.rules import due_window
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.registers.web.listing import list_context
from qingmiao.webkit.http import Request, wants_part


@require_GET
def trials(request: Request) -> HttpResponse:
    """The list, with a short way to the trials that are due."""
    if TRIALS.view.nowhere(request.actor):
        raise Forbidden(TRIALS.view.sentence)
    template = "registers/list.html#results" if wants_part(request) else "probation/trials.html"
    response = render(request, template, list_context(TRIALS, request))
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


@require_GET
def due(request: Request) -> HttpResponse:
    """Running trials that end within the coming days: the list under that very filter."""
    begins, ends = due_window(on=clock.today())
    asked = {
        "state": str(ProbationState.RUNNING),
        "planned_end_begins": begins.isoformat(),
        "planned_end_ends": ends.isoformat(),
    }
    return redirect(f"{reverse('probation:probation')}?{urlencode(asked)}")
