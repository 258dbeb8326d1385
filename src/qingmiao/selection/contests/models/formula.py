from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.selection.contests.enums import Aggregation, TieBy
from qingmiao.selection.contests.models.contest import Contest, Stage
from qingmiao.selection.contests.models.criterion import Criterion
from qingmiao.selection.contests.models.frozen import stands_with_its_rule


class JudgeGroup(Record):
    """评委组: judges who count together (experts, public judges), and how their sheets become one figure."""

    contest = models.ForeignKey(
        Contest, verbose_name=_("比武"), on_delete=models.PROTECT, related_name="judge_groups"
    )
    name = models.CharField(_("评委组"), max_length=40)
    weight = models.DecimalField(_("权重（%）"), max_digits=5, decimal_places=2, default=100)
    aggregation = models.CharField(
        _("汇总方式"), max_length=26, choices=Aggregation, default=Aggregation.TRIMMED_MEAN
    )
    drop = models.PositiveSmallIntegerField(
        _("两端各去掉几个"), default=1, help_text=_("评委须不少于 2k+3 人；不去极值的填 0")
    )

    class Meta:
        verbose_name = _("评委组")
        ordering = ["contest", "pk"]
        constraints = [
            *record_constraints("judge_group"),
            known("aggregation", Aggregation, "judge_group_aggregation_is_known"),
            models.UniqueConstraint(
                name="one_judge_group_per_name",
                fields=["contest", "name"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该比武已有同名的评委组"),
            ),
            models.CheckConstraint(
                name="judge_group_weight_is_a_percentage",
                condition=Q(weight__gt=0, weight__lte=100),
                violation_error_message=_("权重须大于 0、不超过 100"),
            ),
            models.CheckConstraint(
                name="judge_group_drops_iff_it_trims",
                condition=Q(aggregation__startswith="trimmed", drop__gte=1)
                | (~Q(aggregation__startswith="trimmed") & Q(drop=0)),
                violation_error_message=_("去极值的至少各去掉 1 个，其他方式填 0"),
            ),
        ]
        triggers = [stands_with_its_rule("a_group_stands_with_its_rule")]

    def __str__(self) -> str:
        return f"{self.contest} {self.name}"


class TieStep(Record):
    """同分处理: one step of the chain declared before anybody is marked."""

    contest = models.ForeignKey(
        Contest, verbose_name=_("比武"), on_delete=models.PROTECT, related_name="tie_steps"
    )
    position = models.PositiveSmallIntegerField(_("次序"), default=1)
    by = models.CharField(_("比较"), max_length=16, choices=TieBy)
    stage = models.ForeignKey(
        Stage, verbose_name=_("环节"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    group = models.ForeignKey(
        JudgeGroup, verbose_name=_("评委组"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    criterion = models.ForeignKey(
        Criterion, verbose_name=_("评分要素"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip

    class Meta:
        verbose_name = _("同分处理")
        ordering = ["contest", "position"]
        constraints = [
            *record_constraints("tie_step"),
            known("by", TieBy, "tie_step_by_is_known"),
            models.UniqueConstraint(
                name="one_tie_step_per_position",
                fields=["contest", "position"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("同一次序已有同分处理"),
            ),
            models.CheckConstraint(
                name="a_tie_step_names_what_it_compares",
                condition=(~Q(by="stage") | Q(stage__isnull=False))
                & (~Q(by="group") | Q(group__isnull=False))
                & (~Q(by="criterion") | Q(criterion__isnull=False)),
                violation_error_message=_("请选择要比较的环节、评委组或评分要素"),
            ),
        ]
        triggers = [stands_with_its_rule("a_tie_step_stands_with_its_rule")]

    def __str__(self) -> str:
        return f"{self.contest} {self.position}. {self.get_by_display()}"
