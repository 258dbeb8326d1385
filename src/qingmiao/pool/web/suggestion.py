"""进出建议: what saved criteria suggest on a day, and the two answers people give."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.evidence.enums import SourceKind
from qingmiao.evidence.models import Evidence
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden
from qingmiao.kernel.periods import age_on
from qingmiao.pool.contracts import EntryWish, Notice
from qingmiao.pool.enums import Channel, ExitReason, SuggestionKind
from qingmiao.pool.models import Standard
from qingmiao.pool.permissions import VIEW_STANDARDS, VIEW_VERDICTS
from qingmiao.pool.queries import suggestion as queries
from qingmiao.pool.queries.membership import limits_in_force
from qingmiao.pool.register import STANDARDS
from qingmiao.pool.services import suggestion as services
from qingmiao.pool.web.forms import EntryForm, ReasonForm
from qingmiao.pool.web.membership import answer
from qingmiao.pool.web.watch import day_of
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.listing import page_links, page_of, query
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request, page

RESTING = "resting"
CHANNELS = {
    SourceKind.VISIT: Channel.VISIT,
    SourceKind.NOMINATION: Channel.NOMINATION,
    SourceKind.CONTEST: Channel.CONTEST,
}


@require_GET
def standard(request: Request, pk: int, register: Register) -> HttpResponse:
    """The page of saved criteria leads to what they suggest."""
    context = detail_context(register, request, pk)
    if not context["row"].is_void:
        url = f"{reverse('pool:suggestions')}?standard={pk}"
        action = {"label": _("查看建议"), "url": url, "icon": "bulb", "method": "get"}
        context["extra_actions"] = [action]
    return render(request, "registers/detail.html", context)


@require_GET
def suggestions(request: Request) -> HttpResponse:
    if VIEW_STANDARDS.nowhere(request.actor):
        raise Forbidden(VIEW_STANDARDS.sentence)
    on, known = day_of(request), queries.standards(actor=request.actor)
    asked = request.GET.get("standard", "")
    chosen = next((each for each in known if str(each.pk) == asked), known[0] if known else None)
    kind = request.GET.get("kind", "")
    kind = kind if kind in {*SuggestionKind.values, RESTING} else SuggestionKind.ENTRY.value
    context: dict[str, Any] = {
        "on": on, "kind": kind, "standards": known, "standard": chosen, "lines": [],
    }  # fmt: skip
    if chosen is not None:
        context |= _shown(request, chosen, kind, on)
    return page(request, "pool/suggestions.html", "results", context)


def _shown(request: Request, chosen: Standard, kind: str, on: date) -> dict[str, Any]:
    counts = queries.suggestion_counts(actor=request.actor, standard=chosen, on=on)
    labels = {**dict(SuggestionKind.choices), RESTING: _("未采纳")}
    here, lines = _lines(request, chosen, kind, on)
    return {
        "tabs": [
            {
                "label": label,
                "url": query(request.GET, kind=name, standard=chosen.pk, page=None),
                "is_current": name == kind,
                "count": counts[name],
            }
            for name, label in labels.items()
        ],
        "lines": lines,
        "asked": [each.label for each in queries.criteria(standard=chosen, on=on)],
        "limits": limits_in_force(on=on),
        "page": here,
        "page_links": page_links(here, request.GET),
    }


def _lines(request: Request, chosen: Standard, kind: str, on: date) -> tuple[Page[Any], list[Any]]:
    actor = request.actor
    if kind == RESTING:
        here = page_of(queries.resting(actor=actor, standard=chosen), request.GET)
        return here, list(here.object_list)
    if kind == SuggestionKind.EXIT:
        here = page_of(queries.exits(actor=actor, standard=chosen, on=on), request.GET)
        members = {row.person_id: row for row in here.object_list}
        people = [row.person for row in members.values()]
        found = queries.with_facts(standard=chosen, people=people, on=on, members=members)
    else:
        here = page_of(queries.entries(actor=actor, standard=chosen, on=on), request.GET)
        found = queries.with_facts(standard=chosen, people=list(here.object_list), on=on)
    return here, [_line(chosen, kind, each, on) for each in found]


def _line(chosen: Standard, kind: str, each: queries.Suggested, on: date) -> dict[str, Any]:
    person = each.person
    decline = reverse("pool:suggestion-decline", args=[chosen.pk, kind, person.pk])
    take = reverse("pool:suggestion-take", args=[chosen.pk, person.pk])
    if each.membership is not None:
        said = _("不再符合储备标准“%(standard)s”：%(unmet)s") % {
            "standard": chosen,
            "unmet": "、".join(each.unmet),
        }
        given = urlencode({"exit_reason": _exit_reason(each), "reason": said})
        take = f"{reverse('pool:membership-leave', args=[each.membership.pk])}?{given}"
    return {
        "suggested": each,
        "age": age_on(birth=person.birth, on=on),
        "take": take,
        "decline": decline,
    }


def _exit_reason(each: queries.Suggested) -> str:
    if each.has_aged_out:
        return ExitReason.AGE.value
    return ExitReason.TRANSFERRED.value if each.has_gone else ExitReason.NO_PROGRESS.value


def _kept(request: Request, pk: int) -> Standard:
    rows = STANDARDS.keep.rows(request.actor, STANDARDS.base())
    row: Standard = get_object_or_404(rows, pk=pk)
    return row


@require_http_methods(["GET", "POST"])
def take(request: Request, pk: int, person: int) -> HttpResponse:
    row, today = _kept(request, pk), clock.today()
    suggested = queries.entries(actor=request.actor, standard=row, on=today)
    who = get_object_or_404(suggested, pk=person)
    reviews = [(one.pk, str(one)) for one in queries.next_reviews(actor=request.actor, on=today)]
    given = _given(queries.newest_claim(person_id=person, on=today), row, today)
    form = EntryForm(request.POST or None, initial=given, reviews=reviews)

    def change() -> None:
        said = form.cleaned_data
        notice = Notice(
            channel=Channel(said["channel"]), happened_on=said["happened_on"], text=said["text"]
        )
        services.take_entry(
            actor=request.actor,
            standard_id=pk,
            person_id=person,
            wish=EntryWish(notice=notice, reason=said["reason"], review_id=said["review"]),
            on=today,
        )

    return answer(
        request,
        form,
        heading=_("采纳入库建议：%(person)s") % {"person": who},
        lead=_("采纳之后为拟入库，列入所选会商；是否入库由会商决定。"),
        cancel=_back(row, SuggestionKind.ENTRY),
        change=change,
        done=lambda: _back(row, SuggestionKind.ENTRY),
        register=STANDARDS,
    )


def _given(claim: Evidence | None, row: Standard, today: date) -> dict[str, Any]:
    reason = _("符合储备标准“%(standard)s”") % {"standard": row}
    if claim is None:
        return {"happened_on": today, "reason": reason}
    channel = CHANNELS.get(SourceKind(claim.source_kind), Channel.FRONTLINE)
    return {
        "channel": channel,
        "happened_on": claim.happened_on,
        "text": claim.claim[:300],
        "reason": reason,
    }


@require_http_methods(["GET", "POST"])
def decline(request: Request, pk: int, kind: str, person: int) -> HttpResponse:
    row, today = _kept(request, pk), clock.today()
    if kind not in SuggestionKind.values:
        raise Http404
    wanted = SuggestionKind(kind)
    if wanted == SuggestionKind.ENTRY:
        who: Any = get_object_or_404(
            queries.entries(actor=request.actor, standard=row, on=today), pk=person
        )
    else:
        who = get_object_or_404(
            queries.exits(actor=request.actor, standard=row, on=today), person=person
        ).person
    form = ReasonForm(request.POST or None)

    def change() -> None:
        services.decline(
            actor=request.actor,
            standard_id=pk,
            person_id=person,
            kind=wanted,
            reason=form.cleaned_data["reason"],
            on=today,
        )

    return answer(
        request,
        form,
        heading=_("不采纳%(kind)s：%(person)s") % {"kind": wanted.label, "person": who},
        lead=_("标准所看的情况不变，就不再提出；情况有变会重新提出。"),
        cancel=_back(row, wanted),
        change=change,
        done=lambda: _back(row, wanted),
        register=STANDARDS,
    )


def _back(row: Standard, kind: str) -> str:
    return f"{reverse('pool:suggestions')}?{urlencode({'standard': row.pk, 'kind': str(kind)})}"


@require_POST
def reopen(request: Request, pk: int) -> HttpResponse:
    if VIEW_VERDICTS.nowhere(request.actor):
        raise Forbidden(VIEW_VERDICTS.sentence)
    verdict = services.reopen(actor=request.actor, verdict_id=pk, on=clock.today())
    messages.success(request, _("已办理"))
    return redirect(_back(verdict.standard, RESTING))
