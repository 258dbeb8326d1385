from django.db import models
from django.db.models import Q
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
