from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.campaigns.enums import CampaignMode, Way
from qingmiao.cultivation.campaigns.models.campaign import Campaign
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints


class Sitting(Record):
    """主旨报告 or discussion in the hall, on the line, or both at once."""

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("大讨论活动"), on_delete=models.PROTECT, related_name="sittings"
    )
    title = models.CharField(_("会议题目"), max_length=160)
    keynote = models.CharField(_("主旨报告人"), max_length=80, blank=True)
    held_on = models.DateField(_("日期"))
    starts = models.TimeField(_("开始时间"), null=True, blank=True)
    mode = models.CharField(
        _("方式"), max_length=8, choices=CampaignMode, default=CampaignMode.BOTH
    )
    place = models.CharField(_("会场"), max_length=120, blank=True)
    online_place = models.CharField(
        _("线上会场"), max_length=160, blank=True, help_text=_("会议号或观看方法")
    )
    hall_count = models.PositiveIntegerField(_("现场清点人数"), null=True, editable=False)
    online_count = models.PositiveIntegerField(_("线上在线人数"), null=True, editable=False)
    settled_at = models.DateTimeField(_("核定时间"), null=True, editable=False)
    settled_by = models.CharField(_("核定人"), max_length=100, blank=True, editable=False)

    class Meta:
        verbose_name = _("报告会")
        ordering = ["-held_on", "-pk"]
        constraints = [
            *record_constraints("sitting"),
            known("mode", CampaignMode, "sitting_mode_is_known"),
            models.UniqueConstraint(
                name="one_sitting_per_campaign_day_and_title",
                fields=["campaign", "held_on", "title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("本活动当天已有同名报告会"),
            ),
            models.CheckConstraint(
                name="settled_sitting_was_counted",
                condition=Q(settled_at__isnull=True)
                | Q(hall_count__isnull=False, online_count__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} {self.title}"


class SignIn(models.Model):
    """签到: somebody says to be there, in the hall or on the line. It counts once the sitting is settled."""

    sitting = models.ForeignKey(
        Sitting, verbose_name=_("报告会"), on_delete=models.PROTECT, related_name="signins"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("签到人"), on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField(_("签到方式"), max_length=6, choices=Way)
    signed_at = models.DateTimeField(_("签到时间"))
    struck_at = models.DateTimeField(_("剔除时间"), null=True)
    struck_by = models.CharField(_("剔除人"), max_length=100, blank=True)
    strike_reason = models.CharField(_("剔除理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("报告会签到")
        ordering = ["sitting", "signed_at", "pk"]
        constraints = [
            known("way", Way, "campaign_sign_in_way_is_known"),
            models.UniqueConstraint(
                name="one_sign_in_per_sitting_and_person",
                fields=["sitting", "person"],
                violation_error_message=_("已经签到，不必再签"),
            ),
            models.CheckConstraint(
                name="sign_in_is_struck_with_a_reason",
                condition=Q(struck_at__isnull=True, strike_reason="")
                | (Q(struck_at__isnull=False) & ~Q(strike_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.sitting}"
