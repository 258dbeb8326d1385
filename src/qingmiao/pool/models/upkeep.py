import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.access.models import Account
from qingmiao.evidence.enums import Dimension
from qingmiao.evidence.models import Evidence
from qingmiao.people.dossiers.models import Person
from qingmiao.pool.enums import RatingLevel
from qingmiao.registers.models import Record, known, record_constraints


class Rating(Record):
    """能力评价 on an anchored scale: one dimension, one level, and the example it rests on."""

    person = models.ForeignKey(
        Person, verbose_name=_("干部"), on_delete=models.PROTECT, related_name="+"
    )
    dimension = models.CharField(_("维度"), max_length=16, choices=Dimension)
    level = models.CharField(_("评价等次"), max_length=8, choices=RatingLevel)
    example = models.ForeignKey(
        Evidence, verbose_name=_("所据事例"), on_delete=models.PROTECT, related_name="+"
    )
    rated_on = models.DateField(_("评价日期"))
    note = models.CharField(_("评价说明"), max_length=500, blank=True)
    anchor = models.CharField(_("行为描述"), max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("能力评价")
        ordering = ["-rated_on", "-pk"]
        indexes = [models.Index(fields=["person"], name="rating_by_person")]
        constraints = [
            *record_constraints("rating"),
            known("dimension", Dimension, "rating_dimension_is_known"),
            known("level", RatingLevel, "rating_level_is_known"),
            models.UniqueConstraint(
                name="one_rating_per_example_and_rater",
                fields=["example", "entered_by"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("您已据此事例作过评价"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_dimension_display()}"


class GridReader(models.Model):
    """Who beside the department's leaders may open the two-axis view: named, with a reason, until ended."""

    account = models.ForeignKey(
        Account, verbose_name=_("查看人"), on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("理由"), max_length=300)
    named_by = models.CharField(_("指定人"), max_length=100)
    named_at = models.DateTimeField(_("指定时间"), db_default=Now())
    ended_at = models.DateTimeField(_("终止时间"), null=True, blank=True)
    ended_by = models.CharField(_("终止人"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("双维视图查看人")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_standing_grid_reader_per_account",
                fields=["account"],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.account)


class WatchWeek(models.Model):
    """The list of one week as it was announced; what it holds is asked anew by whoever opens it."""

    on = models.DateField(_("日期"), unique=True)

    class Meta:
        verbose_name = _("每周唤醒清单")
        ordering = ["-on"]
        triggers = [pgtrigger.Protect(name="stands", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.on}"
