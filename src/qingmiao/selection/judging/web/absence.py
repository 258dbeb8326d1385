"""不能到场: one page for the judge and for the desk that speaks for the judge."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qingmiao.kernel import clock
from qingmiao.selection.judging.queries.absence import absences_of, absent_judge, open_to_absence
from qingmiao.selection.judging.services.absence import set_absences
from qingmiao.selection.judging.web.acting import act
from qingmiao.selection.judging.web.forms import AbsenceForm, chosen
from qingmiao.webkit.http import Request


@require_http_methods(["GET", "POST"])
def absence(request: Request, pk: int) -> HttpResponse:
    seat = absent_judge(actor=request.actor, judge_id=pk)
    is_own = seat.account_id == request.actor.account_id
    stages = list(open_to_absence(contest_id=seat.contest_id))
    standing = absences_of(seat)
    form = AbsenceForm(
        request.POST or None,
        stages=stages,
        needs_reason=not is_own,
        initial={"stages": [str(row.stage_id) for row in standing]},
    )
    opened = [row.stage_id for row in standing if row.stage_id not in {s.pk for s in stages}]
    return act(
        request,
        form,
        lambda: set_absences(
            actor=request.actor, judge_id=pk,
            stage_ids=[*opened, *chosen(form.cleaned_data["stages"])],
            reason=form.cleaned_data["reason"], at=clock.now(),
        ),
        heading=_("不能到场的环节") if is_own else _("%(judge)s 不能到场的环节") % {"judge": seat},
        submit=_("保存"), said=_("已登记，不能到场的环节不再分派"), parent=str(seat.contest),
        back=reverse("judging:mine") if is_own else reverse("judging:judge-detail", args=[pk]),
        lead=_("勾选不能到场的环节，取消勾选即撤回；环节开始评分之后不能再改")
        if stages
        else _("各环节都已开始评分，不能再改"),
    )  # fmt: skip
