"""The door of a session: the code it shows, the phone that scans it, the operator who checks."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.cultivation.courses.models import Session
from qingmiao.cultivation.courses.queries import door as queries
from qingmiao.cultivation.courses.queries.session import session_to_call
from qingmiao.cultivation.courses.services import door as services
from qingmiao.cultivation.courses.web.enrolment import done_or_told
from qingmiao.engines.documents.rules.code import code_of
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.webkit.http import Request, page


@never_cache
@require_GET
def door(request: Request, pk: int) -> HttpResponse:
    """签到码 for a screen beside the door: asks for itself anew every few seconds, with the counts."""
    found = session_to_call(actor=request.actor, session_id=pk)
    token, seconds_left = queries.token_of(session=found, at=clock.now(), on=clock.today())
    context = {
        "session": found,
        "counts": queries.door_counts(session=found),
        "stamp": token.rpartition("-")[0].rpartition("-")[2],
        "address": request.build_absolute_uri(reverse("courses:scan", args=[token])),
        "seconds_left": seconds_left,
        "is_today": found.held_on == clock.today(),
    }
    return page(request, "courses/door.html", "door", context)


@never_cache
@require_GET
def door_code(request: Request, pk: int) -> HttpResponse:
    """The code of this moment as a picture."""
    found = session_to_call(actor=request.actor, session_id=pk)
    token, _left = queries.token_of(session=found, at=clock.now(), on=clock.today())
    address = request.build_absolute_uri(reverse("courses:scan", args=[token]))
    return HttpResponse(code_of(address), content_type="image/svg+xml")


def _scan_page(request: Request, reasons: list[str], **context: Any) -> HttpResponse:
    shown = {"error_summary": reasons} | context
    status = 422 if reasons else 200
    return page(request, "courses/scan.html", "scan", shown, status=status)


@never_cache
@require_GET
def scan(request: Request, token: str) -> HttpResponse:
    """Where the code leads: a phone, its owner, one button."""
    now, on = clock.now(), clock.today()
    found = queries.session_scanned(actor=request.actor, token=token, at=now, on=on)
    person_id = request.actor.person_id
    if found is None:
        return _scan_page(request, [_("签到码已经更换或不存在，请重新扫门口的二维码")])
    if person_id is None:
        return _scan_page(request, [_("只有干部本人可以签到，请用本人的账号登录")], session=found)
    mine = queries.my_scan(actor=request.actor, session=found)
    if mine is not None:
        return redirect("courses:signed-in", pk=found.pk)
    reasons = queries.flaws_for(session=found, person_id=person_id, on=on)
    pass_ = "" if reasons else queries.scan_of(session=found, person_id=person_id, at=now)
    return _scan_page(request, reasons, session=found, scan=pass_)


@require_POST
def sign_in(request: Request, pk: int) -> HttpResponse:
    """签到, with what the scan of this phone gave."""
    try:
        row = services.sign_in(
            actor=request.actor, session_id=pk, scan=request.POST.get("scan", ""), at=clock.now()
        )
    except Refused as no:
        return _scan_page(request, list(no.reasons))
    return redirect("courses:signed-in", pk=row.session_id)


@never_cache
@require_GET
def signed_in(request: Request, pk: int) -> HttpResponse:
    """What became of one's own scan."""
    session = queries.session_known(actor=request.actor, session_id=pk)
    mine = queries.my_scan(actor=request.actor, session=session)
    if mine is None:
        raise Http404
    return _scan_page(request, [], session=session, mine=mine)


def _checked(request: Request, found: Session, reasons: tuple[str, ...] = ()) -> HttpResponse:
    hidden = request.actor.confidential_ids
    context = {
        "session": found,
        "counts": queries.door_counts(session=found),
        "called": [(each, each.person_id not in hidden) for each in queries.called(session=found)],
        "waiting": queries.to_confirm(session=found),
        "is_spoiled": queries.is_spoiled(session=found),
        "error_summary": list(reasons),
        "class_url": reverse("courses:class-detail", args=[found.training_class_id]),
    }
    return page(request, "courses/check.html", "check", context, status=422 if reasons else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def check(request: Request, pk: int) -> HttpResponse:
    """抽点: draw, call by name, then confirm the others. One button each."""
    found = session_to_call(actor=request.actor, session_id=pk)
    if request.method != "POST":
        return _checked(request, found)
    try:
        if "draw" in request.POST:
            drawn = services.draw_sample(actor=request.actor, session_id=pk, at=clock.now())
            said = _("已抽出 %(count)d 人，请当面点到") % {"count": len(drawn)}
        else:
            count = services.confirm_signins(actor=request.actor, session_id=pk)
            said = _("已确认 %(count)d 人的扫码签到") % {"count": count}
    except Refused as no:
        return _checked(request, found, no.reasons)
    messages.success(request, said)
    return redirect("courses:check", pk=pk)


@require_POST
def called(request: Request, pk: int) -> HttpResponse:
    """One person who was called by name: there, or not."""
    return done_or_told(
        request,
        reverse("courses:check", args=[queries.session_of_scan(signin_id=pk)]),
        lambda: services.answer_sample(
            actor=request.actor, signin_id=pk, is_there=request.POST.get("is_there") == "1"
        ),
        _("已登记抽点结果"),
    )
