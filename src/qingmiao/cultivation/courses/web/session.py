"""A session: moved to another time, its roll called on a phone, one person entered by hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qingmiao.cultivation.courses.enums import Presence
from qingmiao.cultivation.courses.queries import session as queries
from qingmiao.cultivation.courses.queries.door import scans_of
from qingmiao.cultivation.courses.rules.enrolment import told_clashes
from qingmiao.cultivation.courses.services import session as services
from qingmiao.cultivation.courses.web.enrolment import filled, form_of
from qingmiao.cultivation.courses.web.forms import MoveForm, OverrideForm
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.webkit.http import Request, page


@require_http_methods(["GET", "POST"])
def move(request: Request, pk: int) -> HttpResponse:
    """调整课次: everybody who accepted is told; whom it now stands in the way of is shown."""
    found = queries.session_to_move(actor=request.actor, session_id=pk)
    names = ("held_on", "starts", "finishes", "place")
    form = MoveForm(request.POST or None, initial={name: getattr(found, name) for name in names})

    def act() -> None:
        told = form.cleaned_data
        to = services.When(**{name: told[name] for name in names})
        clashes = services.move_session(
            actor=request.actor, session_id=pk, to=to, reason=told["reason"], at=clock.now()
        )
        for line in told_clashes(clashes):
            messages.warning(request, line)

    back = reverse("courses:class-detail", args=[found.training_class_id])
    answer = filled(request, form, act, url=back, said=_("课次已调整，已报名的都已告知"))
    return answer or form_of(
        request, form, heading=_("调整课次"), back=back, submit=_("调整"), parent=str(found)
    )


@require_http_methods(["GET", "POST"])
def roll(request: Request, pk: int) -> HttpResponse:
    """点名, laid out for a phone: one line a person, three answers, one button."""
    found = queries.session_to_call(actor=request.actor, session_id=pk)
    reasons: tuple[str, ...] = ()
    if request.method == "POST":
        marks = {
            int(name.removeprefix("p")): presence
            for name, presence in request.POST.items()
            if name.startswith("p") and name[1:].isdecimal() and presence in Presence.values
        }
        try:
            count = services.call_roll(
                actor=request.actor, session_id=pk, marks=marks, on=clock.today()
            )
        except Refused as no:
            reasons = no.reasons
        else:
            messages.success(request, _("已点名 %(count)d 人") % {"count": count})
            return redirect("courses:roll", pk=pk)
    scans = scans_of(session=found)
    context: dict[str, Any] = {
        "session": found,
        "roll": [
            (
                row,
                presence,
                row.person_id not in request.actor.confidential_ids,
                scans.get(row.person_id),
            )
            for row, presence in queries.roll_of(session=found)
        ],
        "presences": Presence.choices,
        "error_summary": list(reasons),
        "class_url": reverse("courses:class-detail", args=[found.training_class_id]),
    }
    return page(request, "courses/roll.html", "roll", context, status=422 if reasons else 200)


@require_http_methods(["GET", "POST"])
def override(request: Request, pk: int) -> HttpResponse:
    """人工登记 of one person, with a reason."""
    found = queries.session_to_call(actor=request.actor, session_id=pk)
    people = [(str(row.person_id), str(row.person)) for row, _p in queries.roll_of(session=found)]
    form = OverrideForm(request.POST or None, people=people)
    back = reverse("courses:roll", args=[pk])
    answer = filled(
        request,
        form,
        lambda: services.override_attendance(
            actor=request.actor, session_id=pk, person_id=int(form.cleaned_data["person"]),
            presence=form.cleaned_data["presence"], reason=form.cleaned_data["reason"],
            on=clock.today(),
        ),
        url=back,
        said=_("已登记"),
    )  # fmt: skip
    return answer or form_of(
        request, form, heading=_("人工登记出勤"), back=back, submit=_("登记"), parent=str(found)
    )
