from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.campaigns.enums import CampaignMode, ContributionState
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
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

    class Meta:
        verbose_name = _("大讨论活动")
        ordering = ["-begins", "-pk"]
        constraints = [
            *record_constraints("campaign"),
            known("mode", CampaignMode, "campaign_mode_is_known"),
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


class Contribution(Record):
    """发言建议: what one person contributed to a campaign."""

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("大讨论活动"), on_delete=models.PROTECT,
        related_name="contributions",
    )  # fmt: skip
    person = models.ForeignKey(
        Person, verbose_name=_("发言人"), on_delete=models.PROTECT, related_name="+"
    )
    contributed_on = models.DateField(_("日期"))
    title = models.CharField(_("题目"), max_length=160)
    content = models.TextField(_("内容"), blank=True)
    mode = models.CharField(
        _("方式"), max_length=8, choices=CampaignMode, default=CampaignMode.HALL
    )
    state = models.CharField(
        _("状态"), max_length=10, choices=ContributionState, default=ContributionState.SUBMITTED
    )

    class Meta:
        verbose_name = _("大讨论发言")
        ordering = ["-contributed_on", "-pk"]
        constraints = [
            *record_constraints("contribution"),
            known("mode", CampaignMode, "contribution_mode_is_known"),
            known("state", ContributionState, "contribution_state_is_known"),
            models.UniqueConstraint(
                name="one_contribution_per_campaign_person_and_title",
                fields=["campaign", "person", "title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该同志在本活动中已有同题发言"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.title}"
