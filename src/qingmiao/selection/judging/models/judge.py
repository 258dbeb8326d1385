from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.selection.contests.models import Contest, JudgeGroup
from qingmiao.selection.judging.enums import JudgeState


class Judge(Record):
    """评委 of one contest: a person of the district or an outside expert, told apart by a number.

    The number is what results, sheets and files call the judge by; the name stays with the desk.
    """

    contest = models.ForeignKey(
        Contest, verbose_name=_("比武"), on_delete=models.PROTECT, related_name="+"
    )
    group = models.ForeignKey(
        JudgeGroup, verbose_name=_("评委组"), on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveSmallIntegerField(_("评委编号"))
    person = models.ForeignKey(
        Person, verbose_name=_("区内干部"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    name = models.CharField(_("姓名"), max_length=60)
    work_text = models.CharField(_("工作单位及职务"), max_length=200, blank=True)
    account_id = models.BigIntegerField(_("账号编号"), null=True, blank=True)
    grant_id = models.BigIntegerField(_("授权编号"), null=True, blank=True, editable=False)
    state = models.CharField(
        _("状态"), max_length=8, choices=JudgeState, default=JudgeState.INVITED
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("退出时间"), null=True, blank=True)
    end_reason = models.CharField(_("谢绝或退出理由"), max_length=300, blank=True)
    conflicts_checked_at = models.DateTimeField(_("回避核查时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("评委")
        ordering = ["contest", "number"]
        constraints = [
            *record_constraints("judge"),
            known("state", JudgeState, "judge_state_is_known"),
            models.UniqueConstraint(
                name="one_judge_per_number_and_contest",
                fields=["contest", "number"],
                violation_error_message=_("该评委编号已被占用"),
            ),
            models.UniqueConstraint(
                name="one_judge_per_person_and_contest",
                fields=["contest", "person"],
                condition=Q(voided_at__isnull=True, person__isnull=False)
                & ~Q(state__in=["declined", "removed"]),
                violation_error_message=_("该同志已是这次比武的评委"),
            ),
            models.UniqueConstraint(
                name="one_judge_per_account_and_contest",
                fields=["contest", "account_id"],
                condition=Q(voided_at__isnull=True, account_id__isnull=False)
                & ~Q(state__in=["declined", "removed"]),
                violation_error_message=_("该账号已是这次比武的评委"),
            ),
            models.CheckConstraint(
                name="a_judge_has_a_number_from_one", condition=Q(number__gte=1)
            ),
            models.CheckConstraint(
                name="a_judge_is_removed_with_a_reason",
                condition=~Q(state="removed") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                violation_error_message=_("请写明评委退出的理由"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.name}"

    @property
    def label(self) -> str:
        """J01: the judge as results and files know one."""
        return f"J{self.number:02d}"
