from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.access.models import Account


class Notice(models.Model):
    """提醒: one thing told to one account. It keeps what it is about by kind and number, not by key.

    Whether its reader may still see the subject is asked anew at every reading, so it may hold names.
    """

    account = models.ForeignKey(
        Account, verbose_name=_("接收账号"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("类别"), max_length=100)
    key = models.CharField(_("去重键"), max_length=160)
    subject_kind = models.CharField(_("对象类别"), max_length=100)
    subject_id = models.BigIntegerField(_("对象编号"))
    about_id = models.BigIntegerField(_("涉密当事人编号"), null=True)
    detail = models.JSONField(_("明细"), default=dict)
    url = models.CharField(_("去处"), max_length=500)
    due_on = models.DateField(_("期限"), null=True)
    asks = models.BooleanField(_("待办"), default=False)
    sent_by = models.CharField(_("发出人"), max_length=100)
    sent_at = models.DateTimeField(_("发出时间"), db_default=Now())
    read_at = models.DateTimeField(_("阅读时间"), null=True)
    settled_at = models.DateTimeField(_("办结时间"), null=True)

    class Meta:
        verbose_name = _("提醒")
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(fields=["account", "-sent_at"], name="notice_by_account"),
            models.Index(fields=["subject_kind", "subject_id"], name="notice_by_subject"),
            models.Index(fields=["account", "due_on"], name="notice_by_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_unread_notice_per_account_kind_and_key",
                fields=["account", "kind", "key"],
                condition=Q(read_at__isnull=True, settled_at__isnull=True),
            ),
            models.CheckConstraint(name="notice_has_a_key", condition=~Q(key="")),
            models.CheckConstraint(
                name="notice_leads_inside",
                condition=Q(url__startswith="/") & ~Q(url__startswith="//"),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"


class Preference(models.Model):
    """提醒设置 of one account. Who never chose has none and lives by its defaults."""

    account = models.OneToOneField(
        Account, verbose_name=_("账号"), on_delete=models.PROTECT, related_name="+"
    )
    muted = ArrayField(
        models.CharField(max_length=100), verbose_name=_("不接收的类别"), default=list, blank=True
    )
    digest_hour = models.PositiveSmallIntegerField(_("摘要时间"), null=True, blank=True, default=8)
    quiet_begins = models.TimeField(_("免打扰起"), null=True, blank=True)
    quiet_ends = models.TimeField(_("免打扰止"), null=True, blank=True)

    class Meta:
        verbose_name = _("提醒设置")
        constraints = [
            models.CheckConstraint(
                name="digest_hour_is_an_hour",
                condition=Q(digest_hour__isnull=True) | Q(digest_hour__lte=23),
            ),
            models.CheckConstraint(
                name="quiet_hours_begin_and_end",
                condition=Q(quiet_begins__isnull=True, quiet_ends__isnull=True)
                | (
                    Q(quiet_begins__isnull=False, quiet_ends__isnull=False)
                    & ~Q(quiet_begins=F("quiet_ends"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.account_id}"


class Digest(models.Model):
    """每日摘要: the stretch of time whose notices one account reads together. It keeps no text and no count."""

    account = models.ForeignKey(
        Account, verbose_name=_("账号"), on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField(_("日期"))
    since = models.DateTimeField(_("起"))
    until = models.DateTimeField(_("止"))

    class Meta:
        verbose_name = _("每日摘要")
        ordering = ["-on"]
        constraints = [
            models.UniqueConstraint(name="one_digest_a_day", fields=["account", "on"]),
            models.CheckConstraint(
                name="digest_ends_after_it_begins", condition=Q(until__gt=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y.%m.%d}"


class Feed(models.Model):
    """日历订阅: the address by which a calendar program reads one account's days. Only its hash is kept."""

    account = models.ForeignKey(
        Account, verbose_name=_("账号"), on_delete=models.PROTECT, related_name="+"
    )
    token_hash = models.CharField(_("口令摘要"), max_length=64, unique=True)
    language = models.CharField(_("语言"), max_length=10)
    begins = models.DateField(_("起"))
    ends = models.DateField(_("止"))
    revoked_at = models.DateTimeField(_("撤销时间"), null=True)

    class Meta:
        verbose_name = _("日历订阅")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_feed_per_account",
                fields=["account"],
                condition=Q(revoked_at__isnull=True),
            ),
            models.CheckConstraint(
                name="feed_ends_after_it_begins", condition=Q(ends__gt=F("begins"))
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.begins:%Y.%m.%d}"
