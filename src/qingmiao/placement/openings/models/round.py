from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.people.dossiers.models import Person
from qingmiao.placement.openings.enums import RoundState
from qingmiao.placement.openings.models.opening import Opening
from qingmiao.registers.models import Record, known, record_constraints

MOST_WEIGHT = 10


class Round(Record):
    """匹配轮次: which openings and whom it considers, by declared weights; proposed by one, approved by another."""

    title = models.CharField(_("名称"), max_length=80)
    on = models.DateField(_("基准日"), help_text=_("年龄、经历按这一天计算"))
    gap = models.PositiveSmallIntegerField(_("权重：补齐经历"), default=5)
    priority = models.PositiveSmallIntegerField(_("权重：需求急缓"), default=4)
    wish = models.PositiveSmallIntegerField(_("权重：本人志愿"), default=3)
    family = models.PositiveSmallIntegerField(_("权重：家庭情况"), default=4)
    balance = models.PositiveSmallIntegerField(_("权重：单位均衡"), default=2)
    unit_most = models.PositiveSmallIntegerField(
        _("同一单位在派至多"), null=True, blank=True, help_text=_("含已在派的人；不填按通行限额")
    )
    note = models.CharField(_("说明"), max_length=300, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=RoundState, default=RoundState.DRAFT, editable=False
    )
    proposed_by = models.BigIntegerField(_("提请账号"), null=True, editable=False)
    proposed_name = models.CharField(_("提请人"), max_length=100, blank=True, editable=False)
    approved_by = models.BigIntegerField(_("审批账号"), null=True, editable=False)
    approved_name = models.CharField(_("审批人"), max_length=100, blank=True, editable=False)
    approved_on = models.DateField(_("审批日期"), null=True, editable=False)

    class Meta:
        verbose_name = _("匹配轮次")
        ordering = ["-on", "-pk"]
        constraints = [
            *record_constraints("matching_round"),
            known("state", RoundState, "matching_round_state_is_known"),
            models.CheckConstraint(
                name="matching_round_weights_are_small",
                condition=Q(
                    gap__lte=MOST_WEIGHT, priority__lte=MOST_WEIGHT, wish__lte=MOST_WEIGHT,
                    family__lte=MOST_WEIGHT, balance__lte=MOST_WEIGHT,
                ),
                violation_error_message=_("权重须在 0 到 10 之间"),
            ),
            models.CheckConstraint(
                name="matching_round_is_approved_by_another",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                violation_error_message=_("提请人不能审批"),
            ),
            models.CheckConstraint(
                name="matching_round_is_approved_by_somebody",
                condition=~Q(state="approved")
                | Q(proposed_by__isnull=False, approved_by__isnull=False, approved_on__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_matching_round_per_title",
                fields=["title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("已有同名的匹配轮次"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class RoundOpening(models.Model):
    """An opening a round is to fill; ``is_must``: all its places, or the round has no answer."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="chosen_openings")
    opening = models.ForeignKey(
        Opening, verbose_name=_("选派岗位"), on_delete=models.PROTECT, related_name="+"
    )
    is_must = models.BooleanField(_("必须派满"), default=False)

    class Meta:
        verbose_name = _("轮次岗位")
        ordering = ["opening__begins", "opening"]
        constraints = [
            models.UniqueConstraint(name="one_opening_once_per_round", fields=["round", "opening"])
        ]

    def __str__(self) -> str:
        return str(self.opening)


class Candidate(models.Model):
    """Somebody a round considers; pinned to an opening or left out only with a reason."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="candidates")
    person = models.ForeignKey(
        Person, verbose_name=_("干部"), on_delete=models.PROTECT, related_name="+"
    )
    pinned_to = models.ForeignKey(
        Opening, verbose_name=_("指定岗位"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    is_excluded = models.BooleanField(_("排除"), default=False)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    decided_by = models.CharField(_("决定人"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("轮次人选")
        ordering = ["person__roster_order", "person"]
        constraints = [
            models.UniqueConstraint(
                name="one_candidate_once_per_round", fields=["round", "person"]
            ),
            models.CheckConstraint(
                name="candidate_is_pinned_or_excluded_with_a_reason",
                condition=Q(pinned_to__isnull=True, is_excluded=False)
                | (~Q(reason="") & (Q(pinned_to__isnull=True) | Q(is_excluded=False))),
                violation_error_message=_("指定或排除须写明理由"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
