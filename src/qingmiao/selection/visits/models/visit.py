from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.selection.demands.models import Demand
from qingmiao.selection.visits.enums import VisitState
from qingmiao.selection.visits.models.duty import Segment


class Visit(Record):
    """走访: one visit of the organization department to a unit."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("走访单位"), on_delete=models.PROTECT, related_name="+"
    )
    segment = models.ForeignKey(
        Segment, verbose_name=_("片"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="visits",
    )  # fmt: skip
    visitor = models.ForeignKey(
        Person, verbose_name=_("走访人"), on_delete=models.PROTECT, related_name="+"
    )
    demand = models.ForeignKey(
        Demand, verbose_name=_("对应需求"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", help_text=_("为哪一项班子需求走访"),
    )  # fmt: skip
    held_on = models.DateField(_("走访日期"))
    purpose = models.CharField(_("走访事由"), max_length=120)
    talked_with = models.PositiveSmallIntegerField(_("谈话人数"), default=0)
    summary = models.TextField(_("走访情况"), blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=VisitState, default=VisitState.RECORDED
    )

    state_note = models.CharField(_("退回或取消理由"), max_length=300, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        Person, verbose_name=_("确认人"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", editable=False,
    )  # fmt: skip
    send_key = models.UUIDField(_("发送编号"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("走访")
        ordering = ["-held_on", "-pk"]
        indexes = [
            models.Index(fields=["unit", "held_on"], name="visit_by_unit"),
            models.Index(fields=["state", "held_on"], name="visit_by_state"),
        ]
        constraints = [
            *record_constraints("visit"),
            known("state", VisitState, "visit_state_is_known"),
            models.CheckConstraint(
                name="nobody_confirms_the_own_visit",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("visitor")),
                violation_error_message=_("走访人不得确认本人的走访"),
            ),
            models.CheckConstraint(
                name="a_cancelled_visit_says_why",
                condition=~Q(state="cancelled") | ~Q(state_note=""),
                violation_error_message=_("取消走访须写明理由"),
            ),
            models.UniqueConstraint(
                name="one_visit_per_sending",
                fields=["send_key"],
                violation_error_message=_("这份记录已经收到"),
            ),
            models.UniqueConstraint(
                name="one_visit_per_unit_visitor_and_day",
                fields=["unit", "visitor", "held_on"],
                condition=Q(voided_at__isnull=True) & ~Q(state="cancelled"),
                violation_error_message=_("同一走访人同日对同一单位的走访已登记"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on:%Y.%m.%d} {self.unit}"
