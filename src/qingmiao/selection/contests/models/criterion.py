from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.registers.models import Record, record_constraints
from qingmiao.selection.contests.models.contest import Stage
from qingmiao.selection.contests.models.frozen import stands_with_its_rule


class Criterion(Record):
    """评分要素 of one stage: its weight and scale, what each level looks like, and what it may veto."""

    stage = models.ForeignKey(
        Stage, verbose_name=_("环节"), on_delete=models.PROTECT, related_name="criteria"
    )
    name = models.CharField(_("评分要素"), max_length=40)
    position = models.PositiveSmallIntegerField(_("次序"), default=1)
    weight = models.DecimalField(
        _("权重"), max_digits=5, decimal_places=2, default=0, help_text=_("不计入总分的填 0")
    )
    lowest = models.DecimalField(_("最低分"), max_digits=6, decimal_places=2, default=0)
    highest = models.DecimalField(_("最高分"), max_digits=6, decimal_places=2, default=100)
    step = models.DecimalField(
        _("分值间隔"), max_digits=5, decimal_places=2, null=True, blank=True,
        help_text=_("如 0.5；留空不限"),
    )  # fmt: skip
    is_required = models.BooleanField(_("必评"), default=True)
    is_independent = models.BooleanField(_("单列，不计入总分"), default=False)
    veto_below = models.DecimalField(
        _("低于此分即否决"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    veto_judges = models.PositiveSmallIntegerField(_("几名评委低于才否决"), default=1)
    levels = models.TextField(
        _("等次与行为描述"), blank=True,
        help_text=_("一行一个等次：分值 等次 行为描述，如“90 优 条理清楚，切中要害”"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("评分要素")
        ordering = ["stage", "position", "pk"]
        constraints = [
            *record_constraints("criterion"),
            models.UniqueConstraint(
                name="one_criterion_per_name_and_stage",
                fields=["stage", "name"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该环节已有同名的评分要素"),
            ),
            models.CheckConstraint(
                name="criterion_scale_has_room",
                condition=Q(highest__gt=F("lowest")),
                violation_error_message=_("最高分须大于最低分"),
            ),
            models.CheckConstraint(
                name="criterion_step_is_positive",
                condition=Q(step__isnull=True) | Q(step__gt=0),
                violation_error_message=_("分值间隔须大于 0"),
            ),
            models.CheckConstraint(
                name="an_independent_criterion_has_no_weight",
                condition=Q(is_independent=True, weight=0) | Q(is_independent=False, weight__gt=0),
                violation_error_message=_("计入总分的须有权重，单列的权重填 0"),
            ),
            models.CheckConstraint(
                name="criterion_veto_lies_on_the_scale",
                condition=Q(veto_below__isnull=True)
                | (Q(veto_below__gt=F("lowest")) & Q(veto_below__lte=F("highest"))),
                violation_error_message=_("否决线须在最低分与最高分之间"),
            ),
            models.CheckConstraint(
                name="criterion_veto_needs_a_judge",
                condition=Q(veto_judges__gte=1),
                violation_error_message=_("否决至少须有一名评委"),
            ),
        ]
        triggers = [
            stands_with_its_rule(
                "a_criterion_stands_with_its_rule",
                "(SELECT contest_id FROM contests_stage WHERE id = {row}.stage_id)",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage.name} {self.name}"
