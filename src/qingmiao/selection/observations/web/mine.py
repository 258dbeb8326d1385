"""一线识别 as the people named in it meet it: what I wrote, what waits for my word, what I am shown of myself."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.web.filling import done
from qingmiao.selection.observations import queries as questions
from qingmiao.selection.observations.enums import SubjectAccess
from qingmiao.selection.observations.permissions import KEEP_OBSERVATIONS, READ_ABOUT_MYSELF
from qingmiao.selection.observations.rules import OPEN_TO_CHANGE
from qingmiao.selection.observations.services import reply_to_observation
from qingmiao.selection.observations.web.forms import ReplyForm
from qingmiao.webkit.http import Request, page


@require_GET
def mine(request: Request) -> HttpResponse:
    return _mine(request)


def _mine(request: Request, *, said: tuple[int, ReplyForm] | None = None) -> HttpResponse:
    actor = request.actor
    if actor.person_id is None:
        raise Forbidden(READ_ABOUT_MYSELF.sentence)
    shown = [
        {
            "row": row,
            "form": _reply_form(row.pk, said)
            if row.front.subject_access == SubjectAccess.REPLY and not row.reply
            else None,
        }
        for row in questions.shown_about_me(actor)
    ]
    context = {
        "waiting": questions.waiting_for_my_word(actor),
        "written": questions.written_by_me(actor),
        "shown": shown,
        "today": clock.today(),
        "open_to_change": OPEN_TO_CHANGE,
        "may_write": not KEEP_OBSERVATIONS.nowhere(actor),
    }
    return page(request, "observations/mine.html", "mine", context, status=422 if said else 200)


def _reply_form(pk: int, said: tuple[int, ReplyForm] | None) -> ReplyForm:
    return said[1] if said and said[0] == pk else ReplyForm(auto_id=f"id_{pk}_%s")


@require_POST
def reply(request: Request, pk: int) -> HttpResponse:
    form = ReplyForm(request.POST, auto_id=f"id_{pk}_%s")
    if form.is_valid():
        try:
            reply_to_observation(
                actor=request.actor,
                observation_id=pk,
                reply=form.cleaned_data["reply"],
                on=clock.today(),
                at=clock.now(),
            )
        except Refused as no:
            for reason in no.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("回应已提交，干部科会看到"))
            return done(request, reverse("observations:mine"))
    return _mine(request, said=(pk, form))
