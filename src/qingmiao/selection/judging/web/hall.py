"""What is shown of a contest, to whom: the desk's switches, the screen of the hall, the board of one's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Refused
from qingmiao.registers.web.filling import done
from qingmiao.selection.judging.enums import Audience
from qingmiao.selection.judging.permissions import RUN_JUDGING
from qingmiao.selection.judging.queries import hall as queries
from qingmiao.selection.judging.queries.console import watched
from qingmiao.selection.judging.queries.desk import run_contest
from qingmiao.selection.judging.services.hall import (
    ask_release,
    close_halls,
    consent_to_release,
    end_release,
    open_hall,
)
from qingmiao.selection.judging.web.acting import act, pressed
from qingmiao.selection.judging.web.forms import HallForm, ReasonForm, ReleaseForm
from qingmiao.webkit.http import Request, page


@require_http_methods(["GET", "POST"])
def releases(request: Request, pk: int) -> HttpResponse:
    """成绩公布: what each audience sees now, what waits for consent, and the form to release more."""
    contest = watched(actor=request.actor, contest_id=pk)
    runs = RUN_JUDGING.allows(request.actor, contest)
    if request.method == "POST":
        run_contest(actor=request.actor, contest_id=pk)
    form = ReleaseForm(request.POST or None, stages=queries.stages_of(contest=contest))
    if request.method == "POST" and form.is_valid():
        try:
            ask_release(
                actor=request.actor, contest_id=pk, audience=form.cleaned_data["audience"],
                fields=form.cleaned_data["fields"],
                stage_id=int(form.cleaned_data["stage"] or 0) or None, at=clock.now(),
            )  # fmt: skip
        except Refused as no:
            for reason in no.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("已公布；须监督员同意的，同意后公布"))
            return done(request, reverse("judging:releases", args=[pk]))
    rows = list(queries.releases_of(actor=request.actor, contest_id=pk))
    consentable = queries.consentable_ids(actor=request.actor, contest_id=pk)
    context = {
        "contest": contest,
        "runs": runs,
        "form": form,
        "rows": [(row, row.pk in consentable) for row in rows],
        "boards": [
            (each.label, queries.board_of(contest=contest, audience=each)) for each in Audience
        ],
        "links": _addresses(request, pk) if runs else [],
        "hall_form": HallForm(),
        "error_summary": list(form.non_field_errors()),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "judging/releases.html", "releases", context, status=status)


def _addresses(request: Request, pk: int) -> list[tuple[object, str]]:
    return [
        (link, request.build_absolute_uri(reverse("judging:hall", args=[queries.token_of(link)])))
        for link in queries.links_of(contest_id=pk, at=clock.now())
    ]


@require_POST
def consent(request: Request, pk: int) -> HttpResponse:
    def agree() -> str:
        consent_to_release(actor=request.actor, release_id=pk)
        return _("已同意，即时公布")

    contest_id = request.POST.get("contest", "")
    back = reverse("judging:releases", args=[contest_id]) if contest_id.isdecimal() else ""
    return pressed(request, agree, back or reverse("judging:contests"))


@require_http_methods(["GET", "POST"])
def release_end(request: Request, pk: int) -> HttpResponse:
    row = queries.kept_release(actor=request.actor, release_id=pk)
    form = ReasonForm(request.POST or None)
    return act(
        request,
        form,
        lambda: end_release(
            actor=request.actor, release_id=pk, reason=form.cleaned_data["reason"]
        ),
        heading=_("撤下公布"), submit=_("撤下"), said=_("已撤下，不再显示"),
        parent=str(row.contest), back=reverse("judging:releases", args=[row.contest_id]),
        rows=[(_("向谁公布"), str(row.get_audience_display())),
              (_("公布内容"), str(row.get_field_display()))],
    )  # fmt: skip


@require_POST
def hall_open(request: Request, pk: int) -> HttpResponse:
    form = HallForm(request.POST)
    hours = form.cleaned_data["hours"] if form.is_valid() else 0

    def opened() -> str:
        open_hall(actor=request.actor, contest_id=pk, hours=hours, at=clock.now())
        return _("已生成大屏地址，到期自动失效")

    return pressed(request, opened, reverse("judging:releases", args=[pk]))


@require_POST
def hall_close(request: Request, pk: int) -> HttpResponse:
    def closed() -> str:
        count = close_halls(actor=request.actor, contest_id=pk)
        return _("已停用 %(count)d 个大屏地址") % {"count": count}

    return pressed(request, closed, reverse("judging:releases", args=[pk]))


@login_not_required
@never_cache
@require_GET
def hall(request: Request, token: str) -> HttpResponse:
    """大屏: asked anew every few seconds, without signing in. Every «no» is the same 404."""
    contest = queries.contest_behind(token=token, at=clock.now())
    if contest is None:
        raise Http404
    context = {
        "board": queries.board_of(contest=contest, audience=Audience.HALL),
        "url": reverse("judging:hall", args=[token]),
    }
    response = page(request, "judging/hall.html", "board", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_GET
def board(request: Request, pk: int) -> HttpResponse:
    """What was released to contestants, or to the units that sent somebody."""
    contest, boards = queries.boards(actor=request.actor, contest_id=pk)
    if contest is None:
        raise Http404
    labels = {each.value: each.label for each in Audience}
    context = {
        "contest": contest,
        "boards": [(labels[each.audience], each) for each in boards],
    }
    return page(request, "judging/board.html", "boards", context)
