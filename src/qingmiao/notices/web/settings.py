"""How one wants to be told, and the calendar one subscribes to."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.notices.queries.feed import declared_events, feed_behind, feed_of
from qingmiao.notices.queries.notice import events_for
from qingmiao.notices.queries.preference import preference_of
from qingmiao.notices.rules.ical import calendar
from qingmiao.notices.services.feed import open_feed, revoke_feed
from qingmiao.notices.services.preference import choose_preferences
from qingmiao.notices.web.forms import PreferenceForm
from qingmiao.webkit.http import Request, page

COOKIE = "qm_feed"
SHOWN_FOR = 120  # seconds in which the page must come back to show the address


@never_cache
@require_http_methods(["GET", "POST"])
def settings(request: Request) -> HttpResponse:
    found = preference_of(account_id=request.actor.account_id)
    if request.method == "GET":
        return _settings(request, PreferenceForm(preference=found))
    form = PreferenceForm(request.POST, preference=found)
    if form.is_valid():
        try:
            choose_preferences(
                actor=request.actor,
                muted=form.muted,
                digest_hour=form.cleaned_data["digest_hour"],
                quiet_begins=form.cleaned_data["quiet_begins"],
                quiet_ends=form.cleaned_data["quiet_ends"],
            )
        except Refused as no:
            for reason in no.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("提醒设置已保存"))
            return _there(request)
    return _settings(request, form, status=422)


def _there(request: Request) -> HttpResponse:
    url = reverse("notices:settings")
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def _settings(request: Request, form: PreferenceForm, *, status: int = 200) -> HttpResponse:
    """The address of a new calendar is shown this once: it came in a cookie of the reader's own."""
    token = request.get_signed_cookie(COOKIE, default="", max_age=SHOWN_FOR)
    feed = feed_of(account_id=request.actor.account_id)
    context: dict[str, Any] = {
        "form": form,
        "feed": feed,
        "has_ended": feed is not None and feed.ends <= clock.today(),
        "address": request.build_absolute_uri(reverse("notices:feed", args=[token]))
        if token and feed
        else "",
    }
    response = page(request, "notices/settings.html", "form", context, status=status)
    if token:
        response.delete_cookie(COOKIE, path=reverse("notices:settings"), samesite="Strict")
    return response


@require_POST
def renew(request: Request) -> HttpResponse:
    token = open_feed(
        actor=request.actor,
        on=clock.today(),
        at=clock.now(),
        language=get_language() or "zh-hans",
    )
    response = redirect(f"{reverse('notices:settings')}#feed")
    response.set_signed_cookie(
        COOKIE,
        token,
        max_age=SHOWN_FOR,
        path=reverse("notices:settings"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return response


@require_POST
def revoke(request: Request) -> HttpResponse:
    try:
        revoke_feed(actor=request.actor, at=clock.now())
    except Refused as no:
        messages.warning(request, "；".join(no.reasons))
    else:
        messages.success(request, _("日历订阅已撤销，原地址不再有效"))
    return redirect("notices:settings")


@login_not_required
@never_cache
@require_GET
def feed(request: Request, token: str) -> HttpResponse:
    """The calendar of whoever holds the address. Every «no» is the same 404."""
    found = feed_behind(token=token, on=clock.today())
    if found is None:
        raise Http404
    subscribed, actor = found
    with translation.override(subscribed.language):
        origin = request.build_absolute_uri("/").rstrip("/")
        events = [
            *events_for(actor=actor, origin=origin),
            *declared_events(actor=actor, origin=origin, on=clock.today(), at=clock.now()),
        ]
        text = calendar(name=_("青苗待办"), language=subscribed.language, events=events)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="qingmiao.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
