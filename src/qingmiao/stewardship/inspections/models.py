from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.models import CodeEntry, Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.stewardship.inspections.enums import Campaign, CheckState, FindingState, ProofGrade


class Check(Record):
    """督查检查: one visit of inspectors to one unit. Planned ones are invisible to the unit until held."""

    campaign = models.CharField(_("专项"), max_length=10, choices=Campaign)
    unit = models.ForeignKey(
        Unit, verbose_name=_("被检查单位"), on_delete=models.PROTECT, related_name="+"
    )
    checked_on = models.DateField(_("检查日期"))
    inspectors = models.CharField(_("检查人员"), max_length=160, help_text=_("至少两人"))
    is_unannounced = models.BooleanField(_("不打招呼"), default=True)
    state = models.CharField(_("状态"), max_length=8, choices=CheckState, default=CheckState.HELD)
    summary = models.CharField(_("检查情况"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("督查检查")
        ordering = ["-checked_on", "-pk"]
        constraints = [
            *record_constraints("check"),
            known("campaign", Campaign, "check_campaign_is_known"),
            known("state", CheckState, "check_state_is_known"),
            models.UniqueConstraint(
                name="one_check_per_campaign_unit_and_day",
                fields=["campaign", "unit", "checked_on"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该单位同日同一专项的检查已登记"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.checked_on:%Y.%m.%d} {self.unit}"


class Finding(Record):
    """问题: a coded behaviour (八种现象 or 八不准) with its proof; never a free accusation."""

    check_visit = models.ForeignKey(
        Check, verbose_name=_("督查检查"), on_delete=models.PROTECT, related_name="findings"
    )
    phenomenon = models.ForeignKey(
        CodeEntry, verbose_name=_("现象代码"), on_delete=models.PROTECT, related_name="+",
        limit_choices_to={"code_list__in": ["eight_phenomena", "eight_prohibitions"]},
    )  # fmt: skip
    person = models.ForeignKey(
        Person, verbose_name=_("涉及干部"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    description = models.CharField(_("情况描述"), max_length=400)
    proof = models.CharField(
        _("证据等级"), max_length=10, choices=ProofGrade, default=ProofGrade.SEEN
    )
    state = models.CharField(
        _("状态"), max_length=12, choices=FindingState, default=FindingState.NOTIFIED
    )
    explanation = models.CharField(_("本人说明"), max_length=400, blank=True)
    rectify_by = models.DateField(_("整改时限"), null=True, blank=True)
    verified_on = models.DateField(_("核实日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("督查问题")
        ordering = ["-check_visit__checked_on", "-pk"]
        constraints = [
            *record_constraints("finding"),
            known("proof", ProofGrade, "finding_proof_is_known"),
            known("state", FindingState, "finding_state_is_known"),
            models.CheckConstraint(
                name="a_verified_finding_says_when",
                condition=~Q(state="verified") | Q(verified_on__isnull=False),
                violation_error_message=_("整改已核的问题须填写核实日期"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phenomenon} {self.check_visit}"
