"""我的推荐事项: what is unfinished, what is asked of oneself, what one may know about oneself."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.selection.nominations.contracts import WishText
from qingmiao.selection.nominations.enums import RefereeState, Willingness
from qingmiao.selection.nominations.permissions import (
    GIVE_OPINION,
    READ_WISHES,
    VIEW_EVENTS,
)
from qingmiao.selection.nominations.queries import event as event_queries
from qingmiao.selection.nominations.queries import mine as queries
from qingmiao.selection.nominations.services.referee import answer_as_referee
from qingmiao.selection.nominations.services.wish import opened, read_wish, write_wish
from qingmiao.selection.nominations.web.event import small_form
from qingmiao.selection.nominations.web.forms import YES, ReasonForm, VouchForm, WishForm
from qingmiao.webkit.http import Request, page


@require_GET
def desk(request: Request) -> HttpResponse:
    actor, today = request.actor, clock.today()
    if VIEW_EVENTS.nowhere(actor) and actor.person_id is None:
        raise Forbidden(VIEW_EVENTS.sentence)
    context = {
        "drafts": list(queries.drafts(actor=actor)[:20]),
        "events": event_queries.open_events(actor=actor, on=today)[:10],
        "opinions": list(queries.opinions_wanted(actor=actor)[:50])
        if not GIVE_OPINION.nowhere(actor)
        else [],
        "speaks_for_a_unit": not GIVE_OPINION.nowhere(actor),
        "vouching": list(queries.vouching_asked(actor=actor)[:30]),
        "notables": queries.about_me(actor=actor, on=today),
        "is_a_person": actor.person_id is not None,
        "today": today,
    }
    return page(request, "nominations/desk.html", "desk", context)


@require_http_methods(["GET", "POST"])
def vouch(request: Request, pk: int) -> HttpResponse:
    row = queries.vouching_asked(actor=request.actor).filter(pk=pk).first()
    if row is None:
        raise Http404
    if row.state != RefereeState.ASKED:
        return redirect("nominations:desk")
    form = VouchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_as_referee(
                actor=request.actor,
                referee_id=pk,
                vouches=form.cleaned_data["answer"] == YES,
                statement=form.cleaned_data["statement"],
                on=clock.today(),
            )
        except Refused as no:
            for reason in no.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("已答复，谢谢"))
            return redirect("nominations:desk")
    rows = [
        (_("推荐通知"), str(row.nomination.event)),
        (_("被推荐人"), f"{row.nomination.person} {row.nomination.person.post_text}"),
        (_("工作关系"), row.relation),
        (_("推荐理由"), row.nomination.merits),
    ]
    return small_form(
        request, form, heading=_("作证明"), submit=_("提交答复"),
        lead=_("只写您亲自看到的；被推荐人看得到您是否答复，看不到内容"),
        parent=_("我的推荐事项"), back=reverse("nominations:desk"), rows=rows,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def wish(request: Request) -> HttpResponse:
    """个人意愿 of oneself."""
    if request.actor.person_id is None:
        raise Http404
    latest = queries.latest_wish(actor=request.actor, person_id=request.actor.person_id)
    present = opened(latest)
    form = WishForm(
        request.POST or None,
        initial={name: getattr(present, name) for name in WishForm.base_fields},
    )
    if request.method == "POST" and form.is_valid():
        write_wish(actor=request.actor, wish=WishText(**form.cleaned_data))
        messages.success(request, _("个人意愿已密封保存"))
        return redirect("nominations:desk")
    return small_form(
        request, form, heading=_("个人意愿"), submit=_("保存"),
        lead=_("密封保存：不进名单、不进检索、不导出，干部部门每次查看都须写理由并留痕"),
        parent=_("我的推荐事项"), back=reverse("nominations:desk"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def wish_of(request: Request, person: int) -> HttpResponse:
    """Somebody's wishes, shown once after the reason was written; nothing is shown before."""
    if READ_WISHES.nowhere(request.actor) or person in request.actor.confidential_ids:
        raise Forbidden(READ_WISHES.sentence)
    form = ReasonForm(request.POST or None)
    shown: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            found = read_wish(
                actor=request.actor, person_id=person, reason=form.cleaned_data["reason"]
            )
        except Refused as no:
            for reason in no.reasons:
                form.add_error(None, reason)
        else:
            shown = _told(found)
    context: dict[str, Any] = {
        "form": form,
        "rows": shown,
        "back": request.GET.get("back", "")
        if _is_inside(request)
        else reverse("nominations:event"),
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" and not shown else 200
    return page(request, "nominations/wish.html", "wish", context, status=status)


def _is_inside(request: Request) -> bool:
    back = request.GET.get("back", "")
    return back.startswith("/") and not back.startswith("//")


def _told(found: WishText) -> list[tuple[str, str]]:
    fields = WishForm.base_fields
    willing = dict(Willingness.choices).get(found.willing, "")
    said = {"willing": willing, "wish": found.wish, "places": found.places, "family": found.family}
    return [(str(fields[name].label), str(text) or "—") for name, text in said.items()]
