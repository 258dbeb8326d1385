from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.evidence.enums import Dimension, Polarity, Secrecy, SourceKind
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import known


class Evidence(models.Model):
    """One claim about a person with its source (印证材料). Contributed by rooms, retracted, never edited."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    dimension = models.CharField(_("维度"), max_length=16, choices=Dimension)
    claim = models.CharField(_("内容"), max_length=500)
    polarity = models.CharField(_("倾向"), max_length=8, choices=Polarity, default=Polarity.NEUTRAL)
    source_kind = models.CharField(_("来源类别"), max_length=16, choices=SourceKind)
    source_person = models.ForeignKey(
        Person, verbose_name=_("来源人"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    source_name = models.CharField(_("来源"), max_length=120)
    source_unit = models.ForeignKey(
        Unit, verbose_name=_("来源单位"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    happened_on = models.DateField(_("日期"))
    is_direct = models.BooleanField(_("亲见"), default=True)
    verified_by = models.CharField(_("核实人"), max_length=100, blank=True)
    secrecy = models.CharField(
        _("知悉范围"), max_length=1, choices=Secrecy, default=Secrecy.DEPARTMENT
    )
    origin_kind = models.CharField(_("出处类别"), max_length=80)
    origin_id = models.BigIntegerField(_("出处编号"))
    contributed_at = models.DateTimeField(_("记入时间"), db_default=Now())
    retracted_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    retract_reason = models.CharField(_("撤回理由"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("印证材料")
        ordering = ["-happened_on", "-pk"]
        indexes = [
            models.Index(fields=["person", "-happened_on"], name="evidence_by_person"),
            models.Index(fields=["origin_kind", "origin_id"], name="evidence_by_origin"),
        ]
        constraints = [
            known("dimension", Dimension, "evidence_dimension_is_known"),
            known("polarity", Polarity, "evidence_polarity_is_known"),
            known("source_kind", SourceKind, "evidence_source_kind_is_known"),
            known("secrecy", Secrecy, "evidence_secrecy_is_known"),
            models.CheckConstraint(
                name="evidence_is_retracted_with_a_reason",
                condition=Q(retracted_at__isnull=True, retract_reason="")
                | (Q(retracted_at__isnull=False) & ~Q(retract_reason="")),
            ),
            models.UniqueConstraint(
                name="one_standing_claim_per_origin_person_and_dimension",
                fields=["origin_kind", "origin_id", "person", "dimension"],
                condition=Q(retracted_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.claim
