from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.evidence.enums import Dimension
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.selection.visits.enums import LeadState
from qingmiao.selection.visits.models.visit import Visit


class Lead(Record):
    """好苗子线索: somebody named during a visit, with the behaviour that was told and who told it."""

    visit = models.ForeignKey(
        Visit, verbose_name=_("走访"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="leads",
    )  # fmt: skip
    unit = models.ForeignKey(
        Unit, verbose_name=_("所在单位"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("线索人姓名"), max_length=60)
    person = models.ForeignKey(
        Person, verbose_name=_("对应干部"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    found_on = models.DateField(_("发现日期"))
    dimension = models.CharField(
        _("维度"), max_length=16, choices=Dimension, default=Dimension.DUTY
    )
    behaviour = models.CharField(_("具体表现"), max_length=400)
    told_by = models.CharField(_("反映人"), max_length=60)
    is_direct = models.BooleanField(_("反映人亲见"), default=True)
    state = models.CharField(_("状态"), max_length=10, choices=LeadState, default=LeadState.NEW)
    outcome = models.CharField(_("处理说明"), max_length=300, blank=True)

    verified_by = models.CharField(_("核实人"), max_length=100, blank=True, editable=False)
    verified_at = models.DateTimeField(_("核实时间"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("好苗子线索")
        ordering = ["-found_on", "-pk"]
        indexes = [
            models.Index(fields=["name"], name="lead_by_name"),
            models.Index(fields=["unit", "found_on"], name="lead_by_unit"),
        ]
        constraints = [
            *record_constraints("lead"),
            known("dimension", Dimension, "lead_dimension_is_known"),
            known("state", LeadState, "lead_state_is_known"),
            models.CheckConstraint(
                name="a_merged_lead_names_its_person",
                condition=~Q(state__in=["merged", "pooled"]) | Q(person__isnull=False),
                violation_error_message=_("归入档案的线索须填写对应干部"),
            ),
            models.CheckConstraint(
                name="a_dropped_lead_says_why",
                condition=~Q(state="dropped") | ~Q(outcome=""),
                violation_error_message=_("不予采用的线索须填写处理说明"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.found_on:%Y.%m.%d}"
