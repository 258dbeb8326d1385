from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.evidence.enums import Dimension
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.selection.visits.enums import LeadState, LiaisonLevel, VisitState


class Segment(Record):
    """片: a share of the district's units that one 片长 looks after."""

    name = models.CharField(_("片名"), max_length=60)
    sort_no = models.PositiveSmallIntegerField(_("排序号"), default=0)
    begins = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("片")
        ordering = ["sort_no", "pk"]
        constraints = [
            *record_constraints("segment"),
            models.UniqueConstraint(
                name="one_standing_segment_per_name",
                fields=["name"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("已有同名的片"),
            ),
            models.CheckConstraint(
                name="segment_ends_after_it_begins",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("begins")),
                violation_error_message=_("止期须晚于起期"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Liaison(Record):
    """片长、组长、点长: who keeps contact with which segment, group or unit, and since when."""

    segment = models.ForeignKey(
        Segment, verbose_name=_("片"), on_delete=models.PROTECT, related_name="liaisons"
    )
    level = models.CharField(_("层级"), max_length=8, choices=LiaisonLevel)
    group_name = models.CharField(_("组"), max_length=60, blank=True)
    unit = models.ForeignKey(
        Unit, verbose_name=_("联系单位（点）"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    person = models.ForeignKey(
        Person, verbose_name=_("联系人"), on_delete=models.PROTECT, related_name="+"
    )
    begins = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("联系分工")
        ordering = ["segment", "level", "pk"]
        constraints = [
            *record_constraints("liaison"),
            known("level", LiaisonLevel, "liaison_level_is_known"),
            models.CheckConstraint(
                name="a_point_liaison_names_its_unit",
                condition=~Q(level="point") | Q(unit__isnull=False),
                violation_error_message=_("点长须填写联系单位"),
            ),
            models.CheckConstraint(
                name="liaison_ends_after_it_begins",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("begins")),
                violation_error_message=_("止期须晚于起期"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.person}"


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
    held_on = models.DateField(_("走访日期"))
    purpose = models.CharField(_("走访事由"), max_length=120)
    talked_with = models.PositiveSmallIntegerField(_("谈话人数"), default=0)
    summary = models.TextField(_("走访情况"), blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=VisitState, default=VisitState.RECORDED
    )

    class Meta:
        verbose_name = _("走访")
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["unit", "held_on"], name="visit_by_unit")]
        constraints = [
            *record_constraints("visit"),
            known("state", VisitState, "visit_state_is_known"),
            models.UniqueConstraint(
                name="one_visit_per_unit_visitor_and_day",
                fields=["unit", "visitor", "held_on"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("同一走访人同日对同一单位的走访已登记"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on:%Y.%m.%d} {self.unit}"


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

    class Meta:
        verbose_name = _("好苗子线索")
        ordering = ["-found_on", "-pk"]
        constraints = [
            *record_constraints("lead"),
            known("dimension", Dimension, "lead_dimension_is_known"),
            known("state", LeadState, "lead_state_is_known"),
            models.CheckConstraint(
                name="a_merged_lead_names_its_person",
                condition=~Q(state="merged") | Q(person__isnull=False),
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
