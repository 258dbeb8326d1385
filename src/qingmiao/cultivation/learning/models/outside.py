import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.learning.enums import OutsideKind, OutsideState
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints

DAYS = Func(
    F("begins"), F("ends"), Value("[]"), function="DATERANGE", output_field=DateRangeField()
)


class OutsideLearning(Record):
    """校外学习: what somebody learnt elsewhere. Said by oneself, confirmed by the unit, recognised by the department."""

    person = models.ForeignKey(
        Person, verbose_name=_("干部"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("培训名称"), max_length=160)
    kind = models.CharField(_("方式"), max_length=10, choices=OutsideKind)
    provider = models.CharField(_("主办单位"), max_length=120)
    begins = models.DateField(_("开始日期"))
    ends = models.DateField(_("结束日期"))
    hours = models.DecimalField(_("申报学时"), max_digits=5, decimal_places=1)
    proof = models.CharField(
        _("证明材料"), max_length=200, help_text=_("如调训通知文号、结业证书编号、学习平台记录")
    )
    state = models.CharField(
        _("状态"), max_length=12, choices=OutsideState, default=OutsideState.REPORTED,
        editable=False,
    )  # fmt: skip
    counted = models.DecimalField(
        _("认定学时"), max_digits=5, decimal_places=1, default=0, editable=False
    )

    class Meta:
        verbose_name = _("校外学习")
        ordering = ["-begins", "-pk"]
        indexes = [models.Index(fields=["person", "begins"], name="outside_by_person")]
        constraints = [
            *record_constraints("outside_learning"),
            known("kind", OutsideKind, "outside_kind_is_known"),
            known("state", OutsideState, "outside_state_is_known"),
            models.CheckConstraint(
                name="outside_ends_after_it_begins",
                condition=Q(ends__gte=F("begins")),
                violation_error_message=_("结束日期不得早于开始日期"),
            ),
            models.CheckConstraint(
                name="outside_hours_are_real",
                condition=Q(hours__gt=0, counted__gte=0, counted__lte=F("hours")),
                violation_error_message=_("学时须大于 0，认定学时不得超过申报学时"),
            ),
            models.CheckConstraint(
                name="only_recognised_outside_hours_count",
                condition=Q(state=OutsideState.RECOGNISED, counted__gt=0) | Q(counted=0),
            ),
            models.UniqueConstraint(
                name="one_outside_learning_per_day_and_title",
                fields=["person", "begins", "title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("已申报过同一天开始的同名培训"),
            ),
            ExclusionConstraint(
                name="outside_days_count_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at__isnull=True, state=OutsideState.RECOGNISED)
                & ~Q(kind=OutsideKind.ONLINE),
                violation_error_message=_("同一时期已有认定的校外学习，不能重复计入"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.title}"


class OutsideStep(models.Model):
    """One hand it went through: who, in which of the three, on which day and why. Never rewritten."""

    outside = models.ForeignKey(
        OutsideLearning, verbose_name=_("校外学习"), on_delete=models.PROTECT, related_name="steps"
    )
    state = models.CharField(_("状态"), max_length=12, choices=OutsideState)
    on = models.DateField(_("日期"))
    account_id = models.BigIntegerField(_("账号编号"))
    taken_by = models.CharField(_("办理人"), max_length=100)
    remark = models.CharField(_("意见"), max_length=500, blank=True)
    taken_at = models.DateTimeField(_("时间"), db_default=Now())

    class Meta:
        verbose_name = _("校外学习办理")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="stands", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [known("state", OutsideState, "outside_step_state_is_known")]

    def __str__(self) -> str:
        return f"{self.outside} {self.get_state_display()}"
