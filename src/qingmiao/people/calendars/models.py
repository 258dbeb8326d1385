from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.people.calendars.enums import AbsenceKind
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints


class Absence(Record):
    """休假、出差: days on which somebody is not there. ``ends`` is the last of them."""

    person = models.ForeignKey(
        Person, verbose_name=_("干部"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("类别"), max_length=10, choices=AbsenceKind)
    begins = models.DateField(_("开始日期"))
    ends = models.DateField(_("最后一天"))
    note = models.CharField(_("说明"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("休假出差")
        ordering = ["-begins", "-pk"]
        indexes = [models.Index(fields=["person", "begins"], name="absence_by_person")]
        constraints = [
            *record_constraints("absence"),
            known("kind", AbsenceKind, "absence_kind_is_known"),
            models.CheckConstraint(
                name="absence_ends_after_it_begins",
                condition=Q(ends__gte=F("begins")),
                violation_error_message=_("最后一天不得早于开始日期"),
            ),
            models.UniqueConstraint(
                name="one_absence_per_person_and_day_it_begins",
                fields=["person", "begins"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该同志这一天开始的休假出差已经登记"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.begins:%Y.%m.%d}–{self.ends:%Y.%m.%d}"
