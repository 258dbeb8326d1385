import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.access.models import VisitorTry
from qingmiao.cultivation.courses.models import TrainingClass
from qingmiao.people.dossiers.models import Person

REVOCATION = ["revoked_on", "revoked_by", "revoke_reason"]


class Certificate(models.Model):
    """结业证书: what was learnt, as it stood when it was issued. Only its revocation is ever added.

    ``number`` is drawn, not counted: who holds one can ask for it, who guesses one learns nothing.
    """

    number = models.CharField(_("证书编号"), max_length=32, unique=True)
    training_class = models.ForeignKey(
        TrainingClass, verbose_name=_("班次"), on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("学员"), on_delete=models.PROTECT, related_name="+"
    )
    holder = models.CharField(_("姓名"), max_length=60)
    programme_title = models.CharField(_("培训项目"), max_length=120)
    class_title = models.CharField(_("班次名称"), max_length=160)
    organizer = models.CharField(_("主办单位"), max_length=120)
    begins = models.DateField(_("开班日期"))
    ends = models.DateField(_("结业日期"))
    hours = models.DecimalField(_("学时"), max_digits=6, decimal_places=1)
    issued_on = models.DateField(_("发证日期"))
    issued_at = models.DateTimeField(_("登记时间"), db_default=Now())
    issued_by = models.CharField(_("发证人"), max_length=100)
    revoked_on = models.DateField(_("撤销日期"), null=True, blank=True)
    revoked_by = models.CharField(_("撤销人"), max_length=100, blank=True)
    revoke_reason = models.CharField(_("撤销理由"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("结业证书")
        ordering = ["-issued_on", "-pk"]
        triggers = [
            pgtrigger.Protect(
                name="content_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=REVOCATION),
            ),
            pgtrigger.Protect(
                name="revoked_stays_revoked",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__revoked_on__isnull=False),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_standing_certificate_per_class",
                fields=["training_class", "person"],
                condition=Q(revoked_on__isnull=True),
                violation_error_message=_("该学员在这个班次已有有效证书"),
            ),
            models.CheckConstraint(
                name="certificate_is_revoked_with_a_reason",
                condition=Q(revoked_on__isnull=True, revoked_by="", revoke_reason="")
                | (Q(revoked_on__gte=F("issued_on")) & ~Q(revoke_reason="")),
            ),
            models.CheckConstraint(
                name="certificate_is_issued_after_the_class",
                condition=Q(issued_on__gte=F("ends")),
                violation_error_message=_("班次结业后才能发证"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.class_title}"


class VerificationTry(VisitorTry):
    class Meta:
        verbose_name = _("证书查验")
        constraints = [
            models.UniqueConstraint(name="one_count_a_minute", fields=["visitor", "minute"]),
        ]
