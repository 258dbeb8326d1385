from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.stewardship.measures.enums import BenefitKind


class Measure(Record):
    """激励措施: one item of 《关于激励干部敢为的若干措施》 with its owner."""

    title = models.CharField(_("措施"), max_length=160)
    document_no = models.CharField(_("文号"), max_length=80)
    article = models.CharField(_("条款"), max_length=40)
    owner = models.ForeignKey(
        Unit, verbose_name=_("责任单位"), on_delete=models.PROTECT, related_name="+"
    )
    begins = models.DateField(_("施行日期"))
    ends = models.DateField(_("废止日期"), null=True, blank=True)
    conditions = models.CharField(_("适用条件"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("激励措施")
        ordering = ["document_no", "article"]
        constraints = [
            *record_constraints("measure"),
            models.UniqueConstraint(
                name="one_measure_per_article",
                fields=["document_no", "article"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该文件该条款的措施已登记"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Benefit(Record):
    """受益: what one person received under a measure."""

    measure = models.ForeignKey(
        Measure, verbose_name=_("激励措施"), on_delete=models.PROTECT, related_name="benefits"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("受益干部"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("类别"), max_length=14, choices=BenefitKind)
    granted_on = models.DateField(_("日期"))
    content = models.CharField(_("内容"), max_length=300)
    approved_by = models.CharField(_("批准人"), max_length=60)

    class Meta:
        verbose_name = _("受益记录")
        ordering = ["-granted_on", "-pk"]
        constraints = [
            *record_constraints("benefit"),
            known("kind", BenefitKind, "benefit_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.content[:20]}"
