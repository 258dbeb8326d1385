from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.stewardship.integrity.enums import ActivityKind, Participation


class Activity(Record):
    """廉政教育活动: one visit of the route, one case study, one lesson."""

    title = models.CharField(_("活动名称"), max_length=160)
    kind = models.CharField(_("类别"), max_length=8, choices=ActivityKind)
    organizer = models.ForeignKey(
        Unit, verbose_name=_("组织单位"), on_delete=models.PROTECT, related_name="+"
    )
    held_on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=120, blank=True)
    is_compulsory = models.BooleanField(_("必须参加"), default=True)

    class Meta:
        verbose_name = _("廉政教育活动")
        ordering = ["-held_on", "-pk"]
        constraints = [
            *record_constraints("activity"),
            known("kind", ActivityKind, "activity_kind_is_known"),
            models.UniqueConstraint(
                name="one_activity_per_title_and_day",
                fields=["title", "held_on"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("同日同名的活动已登记"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ActivityAttendance(Record):
    """参加情况."""

    activity = models.ForeignKey(
        Activity, verbose_name=_("廉政教育活动"), on_delete=models.PROTECT,
        related_name="attendances",
    )  # fmt: skip
    person = models.ForeignKey(
        Person, verbose_name=_("参加人"), on_delete=models.PROTECT, related_name="+"
    )
    participation = models.CharField(
        _("参加情况"), max_length=10, choices=Participation, default=Participation.ATTENDED
    )
    note = models.CharField(_("心得体会"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("廉政教育参加情况")
        ordering = ["-activity__held_on", "-pk"]
        constraints = [
            *record_constraints("activity_attendance"),
            known("participation", Participation, "activity_participation_is_known"),
            models.UniqueConstraint(
                name="one_attendance_per_activity_and_person",
                fields=["activity", "person"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该同志的参加情况已登记"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.activity}"
