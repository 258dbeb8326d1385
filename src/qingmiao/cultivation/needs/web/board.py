"""需求看板: what is wanted and by how many, what answers it; proposing, reading, voting, citing."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.cultivation.needs import deeds, services
from qingmiao.cultivation.needs.enums import NeedState
from qingmiao.cultivation.needs.permissions import KEEP_NEEDS, KEEP_SURVEYS, VIEW_NEEDS, VOTE_NEEDS
from qingmiao.cultivation.needs.queries import board as questions
from qingmiao.cultivation.needs.queries.survey import waiting_for
from qingmiao.cultivation.needs.register import NEEDS
from qingmiao.cultivation.needs.web.forms import CiteForm, MergeForm, NeedForm, ReadForm
from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.queries import story_of
from qingmiao.registers.declaration import Register
from qingmiao.registers.web.filling import answered
from qingmiao.registers.web.listing import list_context, list_page
from qingmiao.registers.web.views import detail_context
from qingmiao.webkit.http import Request, page

BOTH = require_http_methods(["GET", "POST"])


@require_GET
def board(request: Request) -> HttpResponse:
    """Opens on what is wanted and not covered; the two other views are a step away."""
    if VIEW_NEEDS.nowhere(request.actor):
        raise Forbidden(VIEW_NEEDS.sentence)
    counts = questions.counts_of(actor=request.actor)
    which = request.GET.get("show", questions.UNCOVERED)
    which = which if which in counts else questions.UNCOVERED
    labels = {
        questions.UNCOVERED: _("还没有班次回应"),
        questions.COVERED: _("已有班次回应"),
        questions.EVERY: _("全部需求"),
    }
    context = {
        "register": NEEDS,
        "tabs": [
            {
                "label": label,
                "url": f"?show={key}",
                "is_current": key == which,
                "count": counts[key],
            }
            for key, label in labels.items()
        ],
        "which": which,
        "rest": max(0, counts[which] - questions.MOST),
        "lines": questions.board_of(actor=request.actor, which=which),
        "waiting": waiting_for(actor=request.actor, on=clock.today()),
        "unread": questions.waiting_to_be_read(actor=request.actor),
        "may_propose": request.actor.person_id is not None,
        "may_survey": not KEEP_SURVEYS.nowhere(request.actor),
    }
    return page(request, "needs/board.html", "results", context)


@require_GET
def listing(request: Request, register: Register) -> HttpResponse:
    """The lists of needs and of surveys, with the way to the board."""
    if register.view.nowhere(request.actor):
        raise Forbidden(register.view.sentence)
    return list_page(request, "needs/list.html", list_context(register, request))


@require_GET
def detail(request: Request, pk: int, register: Register) -> HttpResponse:
    context = detail_context(register, request, pk)
    row = context["row"]
    context["story"] = story_of(row, without=deeds.UNSIGNED)
    is_wanted = row.state == NeedState.WANTED
    shown = {
        "classes": questions.answering([pk]).get(pk, ()),
        "has_voted": questions.has_voted(actor=request.actor, need_id=pk),
        "may_vote": is_wanted and VOTE_NEEDS.allows(request.actor, row),
        "is_waiting": row.state == NeedState.PROPOSED,
        "merged": questions.merged_into(actor=request.actor, need_id=pk),
    }
    is_live = row.state in {NeedState.PROPOSED, NeedState.WANTED}
    if KEEP_NEEDS.allows(request.actor, row) and row.state != NeedState.MERGED:
        steps = [(_("审核需求"), "needs:need-read", "check")]
        steps += [(_("合并重复"), "needs:need-merge", "arrows-exchange")] if is_live else []
        context["extra_actions"] += [
            {"label": label, "url": reverse(name, args=[pk]), "icon": icon, "method": "get"}
            for label, name, icon in steps
        ]
    return render(request, "needs/need.html", context | shown)


@BOTH
def propose(request: Request) -> HttpResponse:
    if request.actor.person_id is None:
        raise Forbidden(VOTE_NEEDS.sentence)
    form = NeedForm(request.POST or None)

    def act() -> str:
        services.propose_need(
            actor=request.actor,
            title=form.cleaned_data["title"],
            topic=form.cleaned_data["topic"],
            description=form.cleaned_data["description"],
            on=clock.today(),
        )
        messages.success(request, _("已提出，组织部门看过后列入看板；看板上不显示您的姓名"))
        return reverse("needs:board")

    urls = {"list": reverse("needs:board"), "cancel": reverse("needs:board")}
    return answered(
        request,
        NEEDS,
        form,
        pgettext("training", "提出需求"),
        urls,
        submit_label=pgettext("training", "提出需求"),
        change=act,
    )


@BOTH
def read(request: Request, pk: int) -> HttpResponse:
    need = questions.need_to_read(actor=request.actor, need_id=pk)
    form = ReadForm(request.POST or None, need=need)
    back = reverse("needs:need-detail", args=[pk])

    def act() -> str:
        services.read_need(
            actor=request.actor,
            need_id=pk,
            admits=form.cleaned_data["decision"] == "admit",
            title=form.cleaned_data["title"],
            topic=form.cleaned_data["topic"],
            description=form.cleaned_data["description"],
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, _("已办理，提出人会收到提醒"))
        return back

    heading = _("审核需求：%(need)s") % {"need": need}
    urls = {"list": reverse("needs:need"), "cancel": back}
    return answered(request, NEEDS, form, heading, urls, submit_label=_("办理"), change=act)


@BOTH
def merge(request: Request, pk: int) -> HttpResponse:
    need = questions.need_to_read(actor=request.actor, need_id=pk)
    needs = list(questions.mergeable(actor=request.actor, need_id=pk))
    form = MergeForm(request.POST or None, needs=needs)
    back = reverse("needs:need-detail", args=[pk])

    def act() -> str:
        into = services.merge_need(
            actor=request.actor,
            need_id=pk,
            into_id=int(form.cleaned_data["into"]),
            reason=form.cleaned_data["reason"],
            at=clock.now(),
        )
        messages.success(request, _("已合并，附议已转入，提出和附议的同志会收到提醒"))
        return reverse("needs:need-detail", args=[into.pk])

    heading = _("合并重复的需求：%(need)s") % {"need": need}
    urls = {"list": reverse("needs:need"), "cancel": back}
    return answered(request, NEEDS, form, heading, urls, submit_label=_("合并"), change=act)


def _voted(request: Request, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except Refused as no:
        messages.error(request, "；".join(no.reasons))
    else:
        messages.success(request, said)
    which = request.POST.get("show", "")
    return redirect(f"{reverse('needs:board')}?show={which}" if which.isalpha() else "needs:board")


@require_POST
def vote(request: Request, pk: int) -> HttpResponse:
    return _voted(request, lambda: services.vote_need(actor=request.actor, need_id=pk), _("已附议"))


@require_POST
def unvote(request: Request, pk: int) -> HttpResponse:
    said = _("已撤回附议")
    return _voted(request, lambda: services.unvote_need(actor=request.actor, need_id=pk), said)


@require_GET
def class_needs(request: Request, pk: int) -> HttpResponse:
    """Which needs a class answers, for whoever may see the class."""
    around = questions.class_around(actor=request.actor, class_id=pk)
    context = {
        "around": around,
        "needs": questions.cited_by(actor=request.actor, class_id=pk).order_by("-wanted", "title"),
        "may_cite": questions.may_cite(actor=request.actor, around=around),
    }
    return page(request, "needs/class_needs.html", "cited", context)


@BOTH
def cite(request: Request, pk: int) -> HttpResponse:
    around = questions.class_to_cite(actor=request.actor, class_id=pk)
    held = set(questions.cited_by(actor=request.actor, class_id=pk).values_list("pk", flat=True))
    needs = list(questions.citable(class_id=pk))
    form = CiteForm(request.POST or None, needs=needs, held=held)
    back = reverse("needs:class-needs", args=[pk])

    def act() -> str:
        services.cite_needs(
            actor=request.actor, class_id=pk, need_ids=form.cleaned_data["needs"], at=clock.now()
        )
        messages.success(request, _("已登记，附议的同志会收到提醒"))
        return back

    heading = _("登记回应的需求：%(title)s") % {"title": around}
    urls = {"list": reverse("needs:board"), "cancel": back}
    return answered(request, NEEDS, form, heading, urls, submit_label=_("保存"), change=act)
