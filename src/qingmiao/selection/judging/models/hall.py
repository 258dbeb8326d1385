import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.registers.models import known
from qingmiao.selection.contests.models import Contest, Stage
from qingmiao.selection.judging.enums import Audience, ReleasedField


class Release(models.Model):
    """公布 of one field to one audience: asked for by the desk, agreed to where the regulation says so.

    It stands from ``released_at`` until it is taken back. What has no standing release is shown nowhere.
    """

    contest = models.ForeignKey(
        Contest, verbose_name=_("比武"), on_delete=models.PROTECT, related_name="+"
    )
    stage = models.ForeignKey(
        Stage, verbose_name=_("环节"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    audience = models.CharField(_("向谁公布"), max_length=12, choices=Audience)
    field = models.CharField(_("公布内容"), max_length=12, choices=ReleasedField)
    needs_consent = models.BooleanField(_("须监督员同意"), default=True)
    article = models.CharField(_("条款"), max_length=120, blank=True)
    asked_at = models.DateTimeField(_("提出时间"), db_default=Now())
    asked_by_account = models.BigIntegerField(_("提出账号"))
    asked_by = models.CharField(_("提出人"), max_length=100)
    consented_by_account = models.BigIntegerField(_("同意账号"), null=True, blank=True)
    consented_by = models.CharField(_("同意人"), max_length=100, blank=True)
    released_at = models.DateTimeField(_("公布时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("撤下时间"), null=True, blank=True)
    ended_by = models.CharField(_("撤下人"), max_length=100, blank=True)
    end_reason = models.CharField(_("撤下理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("成绩公布")
        ordering = ["audience", "stage__order", "pk"]
        constraints = [
            known("audience", Audience, "release_audience_is_known"),
            known("field", ReleasedField, "released_field_is_known"),
            models.CheckConstraint(
                name="a_stage_mark_is_released_by_stage",
                condition=Q(field="stage_mark", stage__isnull=False)
                | (~Q(field="stage_mark") & Q(stage__isnull=True)),
            ),
            models.CheckConstraint(
                name="nothing_is_released_without_consent",
                condition=Q(released_at__isnull=True)
                | Q(needs_consent=False)
                | Q(consented_by_account__isnull=False),
            ),
            models.CheckConstraint(
                name="whoever_asks_for_a_release_does_not_consent",
                condition=Q(consented_by_account__isnull=True)
                | ~Q(consented_by_account=F("asked_by_account")),
                violation_error_message=_("提出公布的人不能同意公布"),
            ),
            models.CheckConstraint(
                name="a_release_is_taken_back_with_a_reason",
                condition=Q(ended_at__isnull=True, end_reason="")
                | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                violation_error_message=_("请写明撤下理由"),
            ),
            models.UniqueConstraint(
                name="one_open_release_per_field_audience_and_stage",
                fields=["contest", "audience", "field", "stage"],
                nulls_distinct=False,
                condition=Q(ended_at__isnull=True),
                violation_error_message=_("这一项已经公布或待同意"),
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.contest} {self.get_field_display()}"


class HallLink(models.Model):
    """大屏地址: a signed address for the screen of a hall, good until a moment, and taken back at any time."""

    contest = models.ForeignKey(
        Contest, verbose_name=_("比武"), on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("生成时间"), db_default=Now())
    made_by = models.CharField(_("生成人"), max_length=100)
    expires_at = models.DateTimeField(_("有效期至"))
    ended_at = models.DateTimeField(_("停用时间"), null=True, blank=True)
    ended_by = models.CharField(_("停用人"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("大屏地址")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_hall_link_ends_after_it_was_made",
                condition=Q(expires_at__gt=F("made_at")),
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.contest} {self.pk}"
