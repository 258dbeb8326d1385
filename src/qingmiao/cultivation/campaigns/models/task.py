from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.campaigns.enums import TaskState
from qingmiao.cultivation.campaigns.models.contribution import Contribution
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import known


class Task(models.Model):
    """转化任务: an adopted proposal in somebody's hands, until somebody else finds it done."""

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("采纳的建议"), on_delete=models.PROTECT, related_name="tasks"
    )
    title = models.CharField(_("任务"), max_length=160)
    unit = models.ForeignKey(
        Unit, verbose_name=_("责任单位"), on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey(
        Person, verbose_name=_("责任人"), on_delete=models.PROTECT, related_name="+"
    )
    opened_on = models.DateField(_("交办日期"))
    due_on = models.DateField(_("完成时限"))
    state = models.CharField(_("状态"), max_length=10, choices=TaskState, default=TaskState.DOING)
    progress = models.PositiveSmallIntegerField(_("进度（%）"), default=0)
    result = models.CharField(_("办理结果"), max_length=500, blank=True)
    result_by = models.CharField(_("报结人"), max_length=100, blank=True)
    result_by_id = models.BigIntegerField(_("报结账号"), null=True, editable=False)
    result_on = models.DateField(_("报结日期"), null=True, editable=False)
    verified_by = models.CharField(_("核验人"), max_length=100, blank=True)
    verified_by_id = models.BigIntegerField(_("核验账号"), null=True, editable=False)
    verified_on = models.DateField(_("核验日期"), null=True, editable=False)
    state_reason = models.CharField(_("办理说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("转化任务")
        ordering = ["due_on", "pk"]
        constraints = [
            known("state", TaskState, "campaign_task_state_is_known"),
            models.UniqueConstraint(
                name="one_standing_task_per_contribution",
                fields=["contribution"],
                condition=~Q(state=TaskState.DROPPED),
                violation_error_message=_("这条建议已经转为任务"),
            ),
            models.CheckConstraint(
                name="task_progress_is_a_percentage", condition=Q(progress__lte=100)
            ),
            models.CheckConstraint(
                name="task_is_due_after_it_was_given", condition=Q(due_on__gte=F("opened_on"))
            ),
            models.CheckConstraint(
                name="task_is_verified_by_somebody_else",
                condition=Q(verified_by_id__isnull=True)
                | (Q(result_by_id__isnull=False) & ~Q(verified_by_id=F("result_by_id"))),
            ),
            models.CheckConstraint(
                name="task_done_was_verified",
                condition=~Q(state=TaskState.DONE)
                | (Q(verified_by_id__isnull=False, verified_on__isnull=False) & ~Q(result="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Progress(models.Model):
    """进展: what was done meanwhile, and how far it is. Only ever added."""

    task = models.ForeignKey(
        Task, verbose_name=_("转化任务"), on_delete=models.PROTECT, related_name="steps"
    )
    text = models.CharField(_("进展情况"), max_length=300)
    percent = models.PositiveSmallIntegerField(_("进度（%）"))
    noted_by = models.CharField(_("填报人"), max_length=100)
    noted_on = models.DateField(_("日期"))
    noted_at = models.DateTimeField(_("填报时间"), db_default=Now())

    class Meta:
        verbose_name = _("任务进展")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="progress_is_a_percentage", condition=Q(percent__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.noted_on:%Y-%m-%d} {self.percent}%"
