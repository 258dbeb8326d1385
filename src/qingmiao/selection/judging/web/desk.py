"""What the desk does: judges, conflicts, assigning, opening and sealing, and the chair's console."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from qingmiao.kernel import clock
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.registers.declaration import Register
from qingmiao.selection.contests.models import Entry, Stage
from qingmiao.selection.judging.permissions import (
    KEEP_JUDGES,
    READ_JUDGE_HISTORY,
    RUN_JUDGING,
    WATCH_JUDGING,
)
from qingmiao.selection.judging.queries import console as queries
from qingmiao.selection.judging.queries import desk as rows
from qingmiao.selection.judging.queries.absence import absences_of, absent_from
from qingmiao.selection.judging.queries.advance import competing_in, competing_of
from qingmiao.selection.judging.queries.marks import judges_of
from qingmiao.selection.judging.queries.sheet import contestants, seats
from qingmiao.selection.judging.services.assignment import assign_stage
from qingmiao.selection.judging.services.conflict import (
    accept_conflict,
    check_conflicts,
    declare_conflict,
    lift_conflict,
)
from qingmiao.selection.judging.services.judge import invite_judge, remove_judge
from qingmiao.selection.judging.services.sitting import open_sitting, seal_sitting
from qingmiao.selection.judging.web.acting import act, pressed
from qingmiao.selection.judging.web.forms import (
    AssignForm,
    DeclareForm,
    InviteForm,
    ReasonForm,
    SealForm,
)
from qingmiao.webkit.http import Request, page


@require_GET
def contests(request: Request) -> HttpResponse:
    """Contests whose judging one may follow."""
    if WATCH_JUDGING.nowhere(request.actor):
        raise Forbidden(WATCH_JUDGING.sentence)
    found = queries.watched_contests(actor=request.actor)
    return render(request, "judging/contests.html", {"contests": found})


@require_GET
def console(request: Request, pk: int) -> HttpResponse:
    """评审台: the progress is asked anew every few seconds; nothing of the marks is in it."""
    contest = queries.watched(actor=request.actor, contest_id=pk)
    short = queries.shortages_of(contest_id=pk)
    corrections = queries.corrections_of(contest_id=pk)
    may_sign = rows.signable_ids(actor=request.actor, contest_id=pk)
    context = {
        "contest": contest,
        "stages": list(
            zip(queries.progress_of(contest_id=pk), competing_of(contest=contest), strict=True)
        ),
        "answers": queries.answers_of(contest_id=pk),
        "lost": [each for each in short if each.is_final],
        "open": [each for each in short if not each.is_final],
        "may_run": RUN_JUDGING.allows(request.actor, contest),
        "papers": queries.papers_of(contest_id=pk),
        "corrections": [(each, each.pk in may_sign) for each in corrections],
    }
    return page(request, "judging/console.html", "progress", context)


@require_GET
def judges(request: Request, pk: int) -> HttpResponse:
    contest = queries.watched(actor=request.actor, contest_id=pk)
    context = {
        "contest": contest,
        "lines": judges_of(pk),
        "may_run": RUN_JUDGING.allows(request.actor, contest),
    }
    return render(request, "judging/judges.html", context)


@require_http_methods(["GET", "POST"])
def judge_new(request: Request, pk: int) -> HttpResponse:
    contest = rows.run_contest(actor=request.actor, contest_id=pk)
    groups = rows.groups_of(contest_id=pk)
    form = InviteForm(request.POST or None, groups=groups, actor=request.actor)

    def invite() -> None:
        person = form.cleaned_data["person"]
        judge, password = invite_judge(
            actor=request.actor, contest_id=pk, group_id=int(form.cleaned_data["group"]),
            person_id=person.pk if person else None, name=form.cleaned_data["name"],
            work_text=form.cleaned_data["work_text"], on=clock.today(), at=clock.now(),
        )  # fmt: skip
        if password:
            said = _(
                "已为%(name)s开设账号 %(account)s，密码 %(password)s，只显示这一次，请当面交给本人"
            )
            messages.warning(
                request,
                said
                % {
                    "name": judge.name,
                    "account": f"judge-{pk}-{judge.number:02d}",
                    "password": password,
                },
            )

    return act(
        request, form, invite, heading=_("邀请评委"), submit=_("发出邀请"),
        said=_("已邀请，回避情形已核查"), parent=str(contest),
        back=reverse("judging:judges", args=[pk]),
        lead=_("邀请时即按档案核查与全部选手的回避情形"),
    )  # fmt: skip


@require_GET
def judge(request: Request, pk: int, register: Register) -> HttpResponse:
    """One judge in one contest, for the desk only."""
    row = rows.seen_judge(actor=request.actor, judge_id=pk)
    context = {
        "row": row,
        "may_read_history": READ_JUDGE_HISTORY.allows(request.actor, row),
        "given": queries.assignments_of(row),
        "conflicts": rows.seen_conflicts(actor=request.actor, contest_id=row.contest_id).filter(
            judge=row
        ),
        "absences": absences_of(row),
        "may_keep": KEEP_JUDGES.allows(request.actor, row),
    }
    return render(request, "judging/judge.html", context)


@require_http_methods(["GET", "POST"])
def judge_remove(request: Request, pk: int) -> HttpResponse:
    row = rows.kept_judge(actor=request.actor, judge_id=pk)
    form = ReasonForm(request.POST or None)
    return act(
        request,
        form,
        lambda: remove_judge(
            actor=request.actor, judge_id=pk, reason=form.cleaned_data["reason"],
            on=clock.today(), at=clock.now(),
        ),
        heading=_("%(judge)s 退出评审") % {"judge": row}, submit=_("退出评审"),
        said=_("已退出；签过名的评分表保留，其余已重新分派或列为缺评"), parent=str(row.contest),
        back=reverse("judging:judges", args=[row.contest_id]),
        lead=_("已签名的评分表保留并注明，未签名的改派他人，改派不足的列为缺评"),
    )  # fmt: skip


@require_GET
def conflicts(request: Request, pk: int) -> HttpResponse:
    contest = queries.watched(actor=request.actor, contest_id=pk)
    keepable = rows.keepable_ids(actor=request.actor, contest_id=pk)
    found = rows.seen_conflicts(actor=request.actor, contest_id=pk)
    context = {
        "contest": contest,
        "lines": [(row, row.pk in keepable) for row in found],
        "may_run": RUN_JUDGING.allows(request.actor, contest),
    }
    return render(request, "judging/conflicts.html", context)


@require_POST
def conflicts_check(request: Request, pk: int) -> HttpResponse:
    def check() -> str:
        found = check_conflicts(
            actor=request.actor, contest_id=pk, on=clock.today(), at=clock.now()
        )
        return _("已核查，新增 %(count)d 条") % {"count": found}

    return pressed(request, check, reverse("judging:conflicts", args=[pk]))


@require_http_methods(["GET", "POST"])
def conflict_new(request: Request, pk: int) -> HttpResponse:
    contest = rows.run_contest(actor=request.actor, contest_id=pk)
    form = DeclareForm(
        request.POST or None,
        judges=seats(contest_id=pk),
        entries=contestants(contest_id=pk),
    )
    return act(
        request,
        form,
        lambda: declare_conflict(
            actor=request.actor, judge_id=int(form.cleaned_data["judge"]),
            entry_id=int(form.cleaned_data["entry"]), kind=form.cleaned_data["kind"],
            because=form.cleaned_data["because"], on=clock.today(), at=clock.now(),
        ),
        heading=_("登记回避情形"), submit=_("登记回避情形"), said=_("已登记，该评委不再评这名选手"),
        parent=str(contest), back=reverse("judging:conflicts", args=[pk]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def conflict_accept(request: Request, pk: int) -> HttpResponse:
    row = rows.kept_conflict(actor=request.actor, conflict_id=pk)
    form = ReasonForm(request.POST or None)
    return act(
        request,
        form,
        lambda: accept_conflict(
            actor=request.actor, conflict_id=pk, reason=form.cleaned_data["reason"],
            at=clock.now(),
        ),
        heading=_("接受回避情形"), submit=_("接受"), said=_("已接受，可以分派"),
        parent=str(row.judge.contest), back=reverse("judging:conflicts", args=[row.judge.contest_id]),
        rows=[(_("评委"), str(row.judge)), (_("选手"), str(row.entry.person)),
              (_("回避情形"), str(row.get_kind_display())), (_("依据"), row.because)],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def conflict_lift(request: Request, pk: int) -> HttpResponse:
    row = rows.kept_conflict(actor=request.actor, conflict_id=pk)
    form = ReasonForm(request.POST or None)
    return act(
        request,
        form,
        lambda: lift_conflict(
            actor=request.actor, conflict_id=pk, reason=form.cleaned_data["reason"],
            at=clock.now(),
        ),
        heading=_("解除回避情形"), submit=_("解除"), said=_("已解除"),
        parent=str(row.judge.contest), back=reverse("judging:conflicts", args=[row.judge.contest_id]),
        rows=[(_("评委"), str(row.judge)), (_("选手"), str(row.entry.person)),
              (_("回避情形"), str(row.get_kind_display())), (_("依据"), row.because)],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def assign(request: Request, pk: int) -> HttpResponse:
    stage = rows.run_stage(actor=request.actor, stage_id=pk)
    competing = competing_in(stage=stage)
    numbered = contestants(contest_id=stage.contest_id).filter(plate_no__isnull=False)
    entries = [row for row in numbered if row.plate_no in (competing.plates or ())]
    form = AssignForm(
        request.POST or None,
        entries=entries,
        initial={"entries": [str(entry.pk) for entry in entries]},
    )
    return act(
        request,
        form,
        lambda: assign_stage(
            actor=request.actor, stage_id=pk, each=form.cleaned_data["each"],
            entry_ids=[int(each) for each in form.cleaned_data["entries"]],
            on=clock.today(), at=clock.now(),
        ),
        heading=_("分派%(stage)s的评委") % {"stage": stage.name}, submit=_("分派"),
        said=_("已分派"), parent=str(stage.contest),
        back=reverse("judging:console", args=[stage.contest_id]),
        lead=_("先按当日档案核查回避，再均衡分派；已经分派的不动")
        if competing.plates is not None
        else _("前面的环节确定晋级名单之后才知道谁参加，现在还不能分派"),
        rows=_cover(stage, entries),
    )  # fmt: skip


def _cover(stage: Stage, entries: list[Entry]) -> list[tuple[str, str]]:
    """Who cannot sit at the stage, and the plates that can no longer be covered."""
    lines = [(_("不能到场"), f"{row.judge} {row.reason}".strip()) for row in absent_from(stage)]
    lost = queries.lost_of(stage=stage, entry_ids=[entry.pk for entry in entries])
    return lines + [
        (
            _("评委不足"),
            _("%(group)s · %(plate)d 号：可评 %(possible)d 名，至少 %(fewest)d 名，请增补评委")
            % {
                "group": each.group,
                "plate": each.plate,
                "possible": each.possible,
                "fewest": each.fewest,
            },
        )
        for each in lost
    ]


@require_POST
def sitting_open(request: Request, pk: int) -> HttpResponse:
    stage = rows.run_stage(actor=request.actor, stage_id=pk)
    try:
        open_sitting(actor=request.actor, stage_id=pk)
    except Refused as no:
        for reason in no.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, _("已开始评分，评委已收到通知"))
    return redirect("judging:console", stage.contest_id)


@require_http_methods(["GET", "POST"])
def sitting_seal(request: Request, pk: int) -> HttpResponse:
    stage = rows.run_stage(actor=request.actor, stage_id=pk)
    form = SealForm(request.POST or None)
    return act(
        request,
        form,
        lambda: seal_sitting(
            actor=request.actor, stage_id=pk, reason=form.cleaned_data["reason"], at=clock.now()
        ),
        heading=_("封存%(stage)s的评分") % {"stage": stage.name}, submit=_("封存"),
        said=_("已封存"), parent=str(stage.contest),
        back=reverse("judging:console", args=[stage.contest_id]),
        lead=_("封存之后不能再签名，只能更正；各评分表的承诺值随即可以公开核对"),
    )  # fmt: skip
