"""What was said during a visit: with whom one talked, and what was heard of whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from qingmiao.evidence.enums import Dimension
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.selection.visits.enums import Hearing, Relation
from qingmiao.selection.visits.models.lead import Lead
from qingmiao.selection.visits.models.visit import Visit


class Attendee(Record):
    """谈话对象: somebody one talked with; a cadre of the district may be named by dossier as well."""

    visit = models.ForeignKey(
        Visit, verbose_name=_("走访"), on_delete=models.PROTECT, related_name="attendees"
    )
    name = models.CharField(_("姓名"), max_length=60)
    person = models.ForeignKey(
        Person, verbose_name=_("对应干部"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    post = models.CharField(_("职务或身份"), max_length=80, blank=True)
    relation = models.CharField(
        _("身份类别"), max_length=12, choices=Relation, default=Relation.STAFF
    )

    class Meta:
        verbose_name = _("谈话对象")
        ordering = ["visit", "pk"]
        constraints = [
            *record_constraints("attendee"),
            known("relation", Relation, "attendee_relation_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.post}".strip()


class Heard(Record):
    """听到的表现: a claim with its example, of whom, told by whom, seen or only heard by the teller."""

    visit = models.ForeignKey(
        Visit, verbose_name=_("走访"), on_delete=models.PROTECT, related_name="heard"
    )
    about = models.CharField(_("说的是谁"), max_length=60)
    person = models.ForeignKey(
        Person, verbose_name=_("对应干部"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    dimension = models.CharField(
        _("维度"), max_length=16, choices=Dimension, default=Dimension.DUTY
    )
    claim = models.CharField(_("评价"), max_length=400)
    example = models.CharField(_("具体事例"), max_length=600, blank=True)
    hearing = models.CharField(
        _("亲见或听说"), max_length=8, choices=Hearing, default=Hearing.DIRECT
    )
    told_by = models.CharField(_("反映人"), max_length=60)
    lead = models.ForeignKey(
        Lead, verbose_name=_("转成的线索"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="heard", editable=False,
    )  # fmt: skip

    class Meta:
        verbose_name = _("听到的表现")
        ordering = ["visit", "pk"]
        constraints = [
            *record_constraints("heard"),
            known("dimension", Dimension, "heard_dimension_is_known"),
            known("hearing", Hearing, "heard_hearing_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.about}：{self.claim}"[:60]
