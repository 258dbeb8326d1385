import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.registers.models import known
from qingmiao.selection.contests.models import Contest, Stage
from qingmiao.selection.results.enums import ENGINE, Purpose

INSERT_ONLY = pgtrigger.Protect(name="insert_only", operation=pgtrigger.Update | pgtrigger.Delete)


class Computation(models.Model):
    """成绩计算: what the marks of a moment come to by the frozen rule. A later one stands beside it.

    It keeps what it read (rule and marks as files anybody can compute again) and what came out, each with
    its hash. ``difference`` says what changed against the computation before it.
    """

    contest = models.ForeignKey(
        Contest, verbose_name=_("比武"), on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveSmallIntegerField(_("次序"))
    purpose = models.CharField(_("事由"), max_length=12, choices=Purpose)
    stage = models.ForeignKey(
        Stage, verbose_name=_("环节"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    rule_text = models.TextField(_("计分规则"))
    rule_digest = models.CharField(_("规则指纹"), max_length=64)
    marks_text = models.TextField(_("原始评分"))
    marks_digest = models.CharField(_("评分指纹"), max_length=64)
    seed = models.CharField(_("抽签种子"), max_length=64, blank=True)
    output = models.JSONField(_("计算结果"))
    output_digest = models.CharField(_("结果指纹"), max_length=64)
    engine = models.CharField(_("计算程序"), max_length=40, default=ENGINE)
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    difference = models.JSONField(_("变动"), default=list)
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    computed_at = models.DateTimeField(_("计算时间"), db_default=Now(), editable=False)
    computed_by = models.CharField(_("计算人"), max_length=100)
    computed_by_account = models.BigIntegerField(_("计算账号"))

    class Meta:
        verbose_name = _("成绩计算")
        ordering = ["contest", "-number"]
        constraints = [
            known("purpose", Purpose, "computation_purpose_is_known"),
            models.UniqueConstraint(
                name="one_computation_per_number", fields=["contest", "number"]
            ),
            models.CheckConstraint(
                name="a_computation_of_a_stage_names_it",
                condition=Q(purpose="stage", stage__isnull=False)
                | (~Q(purpose="stage") & Q(stage__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_computation_again_says_why",
                condition=~Q(purpose="again") | (~Q(reason="") & Q(previous__isnull=False)),
                violation_error_message=_("请写明重新计算的理由"),
            ),
        ]
        triggers = [INSERT_ONLY]

    def __str__(self) -> str:
        return f"{self.contest} {self.number}"


class Lot(models.Model):
    """见证抽签 of ties nothing else could part: the seed committed to beforehand, shown before a witness."""

    contest = models.OneToOneField(
        Contest, verbose_name=_("比武"), on_delete=models.PROTECT, related_name="+"
    )
    seed = models.CharField(_("抽签种子"), max_length=64)
    asked_by = models.CharField(_("申请人"), max_length=100)
    asked_by_account = models.BigIntegerField(_("申请账号"))
    witnessed_by = models.CharField(_("见证人"), max_length=100)
    witnessed_by_account = models.BigIntegerField(_("见证账号"))
    witnessed_at = models.DateTimeField(_("见证时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("同分抽签")
        constraints = [
            models.CheckConstraint(
                name="a_lot_is_witnessed_by_somebody_else",
                condition=~Q(asked_by_account=F("witnessed_by_account")),
                violation_error_message=_("计算的人不能作见证"),
            ),
        ]
        triggers = [INSERT_ONLY]

    def __str__(self) -> str:
        return f"{self.contest}"
