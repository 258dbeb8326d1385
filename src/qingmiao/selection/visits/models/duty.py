"""Who keeps contact with which units, day by day: segments (片), groups (组) and points (点)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.models import Unit, in_force
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.selection.visits.enums import LiaisonLevel


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
        indexes = [
            models.Index(fields=["person", "begins"], name="liaison_by_person"),
            models.Index(fields=["unit", "begins"], name="liaison_by_unit"),
        ]
        constraints = [
            *record_constraints("liaison"),
            known("level", LiaisonLevel, "liaison_level_is_known"),
            models.CheckConstraint(
                name="a_point_liaison_names_its_unit",
                condition=~Q(level="point") | Q(unit__isnull=False),
                violation_error_message=_("点长须填写联系单位"),
            ),
            models.CheckConstraint(
                name="a_group_liaison_names_its_group",
                condition=~Q(level="group") | ~Q(group_name=""),
                violation_error_message=_("组长须填写组"),
            ),
            ExclusionConstraint(
                name="one_head_per_point_and_day",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    (in_force(), RangeOperators.OVERLAPS),
                ],
                condition=Q(level="point", voided_at__isnull=True),
                violation_error_message=_("该单位这一时期已有点长，请先办理交接"),
            ),
            models.CheckConstraint(
                name="liaison_ends_after_it_begins",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("begins")),
                violation_error_message=_("止期须晚于起期"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.person}"
