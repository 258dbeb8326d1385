import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.registers.models import known
from qingmiao.selection.contests.models import Entry
from qingmiao.selection.judging.enums import ConflictKind, Origin, Severity
from qingmiao.selection.judging.models.judge import Judge


class Conflict(models.Model):
    """回避情形 between a judge and an entry, with the rows it came from. Lifted, never deleted.

    A hard one blocks the assignment in the database; a soft one is accepted by name, with a reason.
    """

    judge = models.ForeignKey(
        Judge, verbose_name=_("评委"), on_delete=models.PROTECT, related_name="conflicts"
    )
    entry = models.ForeignKey(
        Entry, verbose_name=_("参赛"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("情形"), max_length=12, choices=ConflictKind)
    severity = models.CharField(_("程度"), max_length=4, choices=Severity)
    origin = models.CharField(_("来源"), max_length=10, choices=Origin, default=Origin.DOSSIER)
    because = models.CharField(_("依据"), max_length=600)
    article = models.CharField(_("条款"), max_length=120, blank=True)
    rows = models.JSONField(_("来源记录"), default=list)
    found_at = models.DateTimeField(_("发现时间"), db_default=Now())
    lifted_at = models.DateTimeField(_("解除时间"), null=True, blank=True)
    lift_reason = models.CharField(_("解除理由"), max_length=300, blank=True)
    accepted_at = models.DateTimeField(_("接受时间"), null=True, blank=True)
    accepted_by = models.CharField(_("接受人"), max_length=100, blank=True)
    accept_reason = models.CharField(_("接受理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("回避情形")
        ordering = ["judge", "entry", "kind"]
        indexes = [models.Index(fields=["entry"], name="conflict_by_entry")]
        constraints = [
            known("kind", ConflictKind, "conflict_kind_is_known"),
            known("severity", Severity, "conflict_severity_is_known"),
            known("origin", Origin, "conflict_origin_is_known"),
            models.UniqueConstraint(
                name="one_conflict_per_judge_entry_and_kind",
                fields=["judge", "entry", "kind"],
                condition=Q(lifted_at__isnull=True),
                violation_error_message=_("这一回避情形已经登记"),
            ),
            models.CheckConstraint(
                name="only_a_soft_conflict_is_accepted",
                condition=Q(accepted_at__isnull=True, accepted_by="", accept_reason="")
                | (
                    Q(accepted_at__isnull=False, severity="soft")
                    & ~Q(accepted_by="")
                    & ~Q(accept_reason="")
                ),
                violation_error_message=_("必须回避的情形不能接受"),
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.judge.label} {self.get_kind_display()}"
