"""成绩台: where a contest's result stands, what is missing, and every step of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.kernel import clock
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden
from qingmiao.selection.contests.enums import JUDGED, PAST, Advance, ContestState
from qingmiao.selection.contests.models import Contest, Stage
from qingmiao.selection.contests.permissions import (
    CONCLUDE_CONTESTS,
    RUN_CONTESTS,
    VIEW_CONTESTS,
    WITNESS_DRAWS,
)
from qingmiao.selection.judging.permissions import READ_JUDGE_HISTORY
from qingmiao.selection.results import services
from qingmiao.selection.results.contracts import Question
from qingmiao.selection.results.permissions import FOLLOW_RESULTS
from qingmiao.selection.results.queries import acting
from qingmiao.selection.results.queries import board as queries
from qingmiao.selection.results.queries.advancing import passing_now
from qingmiao.selection.results.queries.lines import columns_of, lines_of
from qingmiao.selection.results.queries.reckoning import latest, lot_of
from qingmiao.selection.results.rules.reckoning import open_ties
from qingmiao.selection.results.rules.steps import RECKONED
from qingmiao.selection.results.web.filling import board_of, fill, press
from qingmiao.selection.results.web.forms import (
    AnewForm,
    ObjectionsForm,
    PicksForm,
    PublishForm,
    ReasonForm,
    SeedForm,
)
from qingmiao.webkit.http import Request, page

Way = dict[str, Any]


@require_GET
def index(request: Request) -> HttpResponse:
    """Contests whose results one follows, and what was published to everybody."""
    actor = request.actor
    if FOLLOW_RESULTS.nowhere(actor) and VIEW_CONTESTS.nowhere(actor):
        raise Forbidden(FOLLOW_RESULTS.sentence)
    context = {
        "follows": not FOLLOW_RESULTS.nowhere(actor),
        "contests": [] if FOLLOW_RESULTS.nowhere(actor) else queries.followed_contests(actor=actor),
        "publications": list(queries.publications(actor=actor)[:60]),
        "may_read_history": not READ_JUDGE_HISTORY.nowhere(actor),
    }
    return render(request, "results/index.html", context)


@require_GET
def board(request: Request, pk: int) -> HttpResponse:
    actor = request.actor
    contest = queries.followed(actor=actor, contest_id=pk)
    found = latest(contest_id=pk)
    stages = queries.stage_stands(contest=contest)
    lines = lines_of(computation=found) if found else []
    names = [stage.name for stage in stages]
    missing, ways = _next(actor, contest)
    context = {
        "contest": contest,
        "state": contest.get_state_display(),
        "runs": RUN_CONTESTS.allows(actor, contest),
        "missing": missing,
        "ways": ways,
        "stages": [(stage, _stage_ways(actor, contest, stage)) for stage in stages],
        "latest": found,
        "names": names,
        "lines": list(zip(lines, columns_of(lines, names), strict=True)),
        "ties": open_ties(found.output) if found else [],
        "computations": queries.computations(actor=actor, contest_id=pk),
        "objections": queries.objections(actor=actor, contest_id=pk),
        "publications": list(queries.publications(actor=actor, contest_id=pk)),
        "lot": lot_of(contest_id=pk),
    }
    return page(request, "results/board.html", "board", context)


def _next(actor: Actor, contest: Contest) -> tuple[list[str], list[Way]]:
    """What is missing for the next step of the result, and what may be done now."""
    runs = RUN_CONTESTS.allows(actor, contest)
    concludes = CONCLUDE_CONTESTS.allows(actor, contest)
    state, today = contest.state, clock.today()
    missing: list[str] = []
    if state == ContestState.DRAWING:
        missing = list(queries.missing_judges(contest=contest))
    elif state == ContestState.JUDGING:
        missing = list(queries.missing_of_result(contest=contest))
    elif state == ContestState.PROVISIONAL:
        missing = list(queries.missing_before_objections(contest=contest))
    elif state == ContestState.OBJECTION:
        missing = list(queries.missing_before_conclusion(contest=contest))
        if contest.objection_until and today <= contest.objection_until:
            missing.append(
                _("异议期至 %(day)s，期满之后才能确定结果")
                % {"day": f"{contest.objection_until:%Y.%m.%d}"}
            )
    told = [
        (runs and state == ContestState.DRAWING, "post", "begin", _("开始评审"), "gavel"),
        (runs and state == ContestState.JUDGING, "post", "announce", _("计算初步结果"),
         "report-analytics"),
        (runs and state in RECKONED, "get", "again", _("重新计算"), "refresh"),
        (state == ContestState.PROVISIONAL and WITNESS_DRAWS.allows(actor, contest)
         and _waits_for_lot(contest), "get", "lot", _("见证抽签"), "arrows-sort"),
        (runs and state == ContestState.PROVISIONAL, "get", "objections", _("公布初步结果，进入异议期"),
         "speakerphone"),
        (runs and state in (ContestState.OBJECTION, *PAST) and latest(contest_id=contest.pk)
         is not None, "get", "publish", _("公布结果"), "speakerphone"),
        (concludes and state == ContestState.OBJECTION, "get", "conclude", _("审定结果"), "check"),
    ]  # fmt: skip
    return missing, [
        {"method": method, "label": label, "icon": icon,
         "url": reverse(f"results:{name}", args=[contest.pk])}
        for is_open, method, name, label, icon in told
        if is_open
    ]  # fmt: skip


def _waits_for_lot(contest: Contest) -> bool:
    found = latest(contest_id=contest.pk)
    has_lot = any(step["by"] == "lot" for step in contest.rule.get("ties", []))
    return bool(
        found and has_lot and open_ties(found.output) and lot_of(contest_id=contest.pk) is None
    )


def _stage_ways(actor: Actor, contest: Contest, stage: Any) -> list[Way]:
    runs = RUN_CONTESTS.allows(actor, contest) and contest.state in JUDGED
    advances = (
        runs
        and contest.state == ContestState.JUDGING
        and stage.computation_id is not None
        and not stage.is_last
        and stage.advance != Advance.ALL
        and stage.advanced is None
    )
    again = stage.computation_id is None or stage.is_stale
    told = [
        (runs and not stage.missing and again, "post", "stage-compute", _("计算环节成绩"), "report-analytics"),
        (advances, "get", "stage-advance", _("确定晋级"), "stairs-up"),
        (runs and stage.question is not None and not again, "get", "stage-advance",
         _("重新研究晋级名单"), "stairs-up"),
    ]  # fmt: skip
    return [
        {"method": method, "label": label, "icon": icon,
         "url": reverse(f"results:{name}", args=[stage.stage_id])}
        for is_open, method, name, label, icon in told
        if is_open
    ]  # fmt: skip


# ---------------------------------------------------------------- steps
def _run(request: Request, pk: int) -> Contest:
    return acting.run(actor=request.actor, contest_id=pk)


@require_POST
def begin(request: Request, pk: int) -> HttpResponse:
    return press(
        request,
        lambda: services.begin_judging(actor=request.actor, contest_id=pk, on=clock.today()),
        said=_("比武进入评审"), back=board_of(pk),
    )  # fmt: skip


@require_POST
def announce(request: Request, pk: int) -> HttpResponse:
    return press(
        request,
        lambda: services.announce_result(actor=request.actor, contest_id=pk, on=clock.today()),
        said=_("已按冻结的规则算出初步结果"), back=board_of(pk),
    )  # fmt: skip


@require_POST
def stage_compute(request: Request, pk: int) -> HttpResponse:
    stage = _stage(request, pk)
    return press(
        request,
        lambda: services.compute_stage(actor=request.actor, stage_id=pk),
        said=_("已计算环节成绩"), back=board_of(stage.contest_id),
    )  # fmt: skip


def _stage(request: Request, pk: int) -> Stage:
    return acting.run_stage(actor=request.actor, stage_id=pk)


@require_http_methods(["GET", "POST"])
def stage_advance(request: Request, pk: int) -> HttpResponse:
    stage = _stage(request, pk)
    question = queries.questions_now(contest=stage.contest).get(pk)
    if question is not None:
        return _decide_anew(request, stage, question)
    has_result = latest(contest_id=stage.contest_id, stage_id=pk) is not None
    passing = passing_now(contest=stage.contest, stage=stage)[0] if has_result else set()
    fit = sorted(passing, key=int)
    is_decision = stage.advance == Advance.DECISION
    form = PicksForm(
        request.POST or None, plates=fit if is_decision else [], label=_("晋级的号牌"),
    )  # fmt: skip
    if not is_decision:
        form.fields["reason"].help_text = _("按规则晋级：%(plates)s 号，末位同分一并晋级") % {
            "plates": "、".join(fit) or "—"
        }
        form.fields["reason"].label = _("说明")
    return fill(
        request,
        form,
        lambda: services.advance_stage(
            actor=request.actor, stage_id=pk, picks=form.picks,
            reason=form.cleaned_data["reason"],
        ),
        heading=_("确定“%(stage)s”的晋级名单") % {"stage": stage.name}, submit=_("确定晋级"),
        said=_("晋级名单已确定"), back=board_of(stage.contest_id),
    )  # fmt: skip


def _decide_anew(request: Request, stage: Stage, question: Question) -> HttpResponse:
    """The same door after a correction: who would come and go, and the list kept or drawn up anew."""
    is_decision = stage.advance == Advance.DECISION
    form = AnewForm(
        request.POST or None,
        plates=sorted(question.able, key=int) if is_decision else [],
        label=_("重定时晋级的号牌"),
        differs=queries.open_question(question)
        if question.is_open
        else _("更正后按规则晋级的仍是这些号牌"),
    )
    return fill(
        request,
        form,
        lambda: services.decide_anew(
            actor=request.actor, stage_id=stage.pk, choice=form.cleaned_data["choice"],
            picks=form.picks, reason=form.cleaned_data["reason"], at=clock.now(),
        ),
        heading=_("重新研究“%(stage)s”的晋级名单") % {"stage": stage.name}, submit=_("确定"),
        said=_("晋级名单已重新研究，原名单保留"), back=board_of(stage.contest_id),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def again(request: Request, pk: int) -> HttpResponse:
    _run(request, pk)
    form = ReasonForm(request.POST or None)
    return fill(
        request,
        form,
        lambda: services.reckon_again(
            actor=request.actor, contest_id=pk, on=clock.today(), **form.cleaned_data
        ),
        heading=_("重新计算"), submit=_("重新计算"),
        said=_("已重新计算，变动已列明"), back=board_of(pk),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def lot(request: Request, pk: int) -> HttpResponse:
    acting.witnessed(actor=request.actor, contest_id=pk)
    form = SeedForm(request.POST or None)
    back = reverse("results:index") if FOLLOW_RESULTS.nowhere(request.actor) else board_of(pk)
    return fill(
        request,
        form,
        lambda: services.draw_lot(actor=request.actor, contest_id=pk, **form.cleaned_data),
        heading=_("见证同分抽签"), submit=_("公布种子"),
        said=_("种子已公布，名次已排定"), back=back,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def objections(request: Request, pk: int) -> HttpResponse:
    _run(request, pk)
    form = ObjectionsForm(request.POST or None)
    return fill(
        request,
        form,
        lambda: services.open_objections(
            actor=request.actor, contest_id=pk, until=form.cleaned_data["until"],
            fields=form.chosen, on=clock.today(),
        ),
        heading=_("公布初步结果，进入异议期"), submit=_("公布"),
        said=_("初步结果已公布，异议期开始"), back=board_of(pk),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def publish(request: Request, pk: int) -> HttpResponse:
    _run(request, pk)
    form = PublishForm(request.POST or None)
    return fill(
        request,
        form,
        lambda: services.publish_result(
            actor=request.actor, contest_id=pk, fields=form.chosen, on=clock.today()
        ),
        heading=_("公布结果"), submit=_("公布"), said=_("结果已公布"), back=board_of(pk),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def conclude(request: Request, pk: int) -> HttpResponse:
    contest = acting.concluded(actor=request.actor, contest_id=pk)
    edge = queries.edge_of(contest=contest)
    form = PicksForm(
        request.POST or None, plates=edge, label=_("末位并列，入围的号牌"),
        help_text=_("只在剩余名额内勾选，其余不入围"),
    )  # fmt: skip
    if not edge:
        form.fields["reason"].label = _("审定意见")
        form.fields["reason"].help_text = _("审定后入围人员记入印证材料、储备库来源和对应需求")
    return fill(
        request,
        form,
        lambda: services.conclude_contest(
            actor=request.actor, contest_id=pk, picks=form.picks,
            reason=form.cleaned_data["reason"], on=clock.today(),
        ),
        heading=_("审定结果：%(contest)s") % {"contest": contest}, submit=_("审定"),
        said=_("结果已审定，入围人员已记入"), back=board_of(pk),
    )  # fmt: skip
