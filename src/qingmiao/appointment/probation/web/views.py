from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from qingmiao.appointment.probation.enums import ProbationState
from qingmiao.appointment.probation.register import TRIALS
from qingmiao.appointment.probation.rules import due_window
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.registers.web.listing import list_context, list_page
from qingmiao.webkit.http import Request


@require_GET
def trials(request: Request) -> HttpResponse:
    """The list, with a short way to the trials that are due."""
    if TRIALS.view.nowhere(request.actor):
        raise Forbidden(TRIALS.view.sentence)
    return list_page(request, "probation/trials.html", list_context(TRIALS, request))


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
