from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.campaigns.enums import CampaignMode, CampaignState
from qingmiao.orgs.models import Unit
from qingmiao.registers.models import Record, known, record_constraints


class Campaign(Record):
    """大讨论: a discussion campaign with its theme and period."""

    title = models.CharField(_("活动名称"), max_length=160)
    theme = models.CharField(_("主题"), max_length=160)
    mode = models.CharField(
        _("方式"), max_length=8, choices=CampaignMode, default=CampaignMode.BOTH
    )
    organizer = models.ForeignKey(
        Unit, verbose_name=_("主办单位"), on_delete=models.PROTECT, related_name="+"
    )
    begins = models.DateField(_("启动日期"))
    ends = models.DateField(_("结束日期"), null=True, blank=True)
    state = models.CharField(
        _("阶段"), max_length=8, choices=CampaignState, default=CampaignState.PLANNED,
        editable=False,
    )  # fmt: skip

    class Meta:
        verbose_name = _("大讨论活动")
        ordering = ["-begins", "-pk"]
        constraints = [
            *record_constraints("campaign"),
            known("mode", CampaignMode, "campaign_mode_is_known"),
            known("state", CampaignState, "campaign_state_is_known"),
            models.UniqueConstraint(
                name="one_campaign_per_title",
                fields=["title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("已有同名的大讨论活动"),
            ),
            models.CheckConstraint(
                name="campaign_ends_after_it_begins",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                violation_error_message=_("结束日期不得早于启动日期"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Round(Record):
    """轮次: one question of a campaign and the days on which it is discussed."""

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("大讨论活动"), on_delete=models.PROTECT, related_name="rounds"
    )
    number = models.PositiveSmallIntegerField(_("第几轮"))
    title = models.CharField(_("讨论题目"), max_length=160)
    begins = models.DateField(_("开始日期"))
    ends = models.DateField(_("截止日期"))

    class Meta:
        verbose_name = _("讨论轮次")
        ordering = ["campaign", "number", "pk"]
        constraints = [
            *record_constraints("round"),
            models.UniqueConstraint(
                name="one_round_per_campaign_and_number",
                fields=["campaign", "number"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("本活动已有这一轮"),
            ),
            models.CheckConstraint(
                name="round_number_begins_at_one",
                condition=Q(number__gte=1),
                violation_error_message=_("轮次从第 1 轮起"),
            ),
            models.CheckConstraint(
                name="round_ends_after_it_begins",
                condition=Q(ends__gte=F("begins")),
                violation_error_message=_("截止日期不得早于开始日期"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
