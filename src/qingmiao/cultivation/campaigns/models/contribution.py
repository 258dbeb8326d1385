from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.campaigns.enums import (
    CampaignMode,
    ContributionState,
    ReadingKind,
    ReadingOutcome,
)
from qingmiao.cultivation.campaigns.models.campaign import Campaign, Round
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints


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
    round = models.ForeignKey(
        Round, verbose_name=_("讨论轮次"), on_delete=models.PROTECT, related_name="+",
        null=True, blank=True, editable=False,
    )  # fmt: skip
    is_by_author = models.BooleanField(_("本人提交"), default=False, editable=False)

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


class Support(models.Model):
    """支持: one person stands behind a contribution, once; what is taken back no longer counts."""

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("发言"), on_delete=models.PROTECT, related_name="supports"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("支持人"), on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField(_("支持时间"), db_default=Now())
    taken_back_at = models.DateTimeField(_("取消时间"), null=True)

    class Meta:
        verbose_name = _("支持")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_support_per_contribution_and_person",
                fields=["contribution", "person"],
                condition=Q(taken_back_at__isnull=True),
                violation_error_message=_("您已经支持过这条发言"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.contribution_id}"


class Reading(models.Model):
    """审读: what one reader says of a contribution. The second is by somebody else, neither by the author."""

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("发言"), on_delete=models.PROTECT, related_name="readings"
    )
    kind = models.CharField(_("审读"), max_length=6, choices=ReadingKind)
    outcome = models.CharField(_("意见"), max_length=8, choices=ReadingOutcome)
    remark = models.CharField(_("评语"), max_length=500)
    reason = models.CharField(_("理由"), max_length=300)
    author_id = models.BigIntegerField(_("发言人编号"))
    reader_id = models.BigIntegerField(_("审读人编号"), null=True)
    read_by = models.CharField(_("审读人"), max_length=100)
    read_by_id = models.BigIntegerField(_("审读账号"))
    read_at = models.DateTimeField(_("审读时间"), db_default=Now())

    class Meta:
        verbose_name = _("发言审读")
        ordering = ["pk"]
        constraints = [
            known("kind", ReadingKind, "reading_kind_is_known"),
            known("outcome", ReadingOutcome, "reading_outcome_is_known"),
            models.UniqueConstraint(
                name="one_reading_of_each_kind", fields=["contribution", "kind"]
            ),
            models.UniqueConstraint(
                name="second_reading_is_by_somebody_else", fields=["contribution", "read_by_id"]
            ),
            models.CheckConstraint(
                name="nobody_reads_the_own_contribution",
                condition=Q(reader_id__isnull=True) | ~Q(reader_id=F("author_id")),
            ),
            models.CheckConstraint(
                name="reading_says_what_and_why", condition=~Q(remark="") & ~Q(reason="")
            ),
            models.CheckConstraint(
                name="only_the_second_reading_adopts",
                condition=Q(kind=ReadingKind.FIRST, outcome__in=["select", "decline"])
                | Q(kind=ReadingKind.SECOND, outcome__in=["adopt", "decline"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.contribution_id}"
