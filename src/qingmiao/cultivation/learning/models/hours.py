import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person

FROZEN = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]


class HoursYear(models.Model):
    """学时归档年度: from then on the year stands as it was, whatever is amended in its records."""

    year = models.PositiveSmallIntegerField(_("年度"))
    people = models.PositiveIntegerField(_("归档人数"))
    met = models.PositiveIntegerField(_("达标人数"))
    edition = models.CharField(_("条文版本"), max_length=12)
    basis = models.CharField(_("依据"), max_length=120)
    archived_at = models.DateTimeField(_("归档时间"), db_default=Now())
    archived_by = models.CharField(_("归档人"), max_length=100)

    class Meta:
        verbose_name = _("学时归档年度")
        ordering = ["-year"]
        triggers = FROZEN
        constraints = [
            models.UniqueConstraint(
                name="a_year_is_archived_once",
                fields=["year"],
                violation_error_message=_("该年度已经归档"),
            ),
            models.CheckConstraint(
                name="no_more_met_than_archived", condition=Q(met__lte=F("people"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class ArchivedHours(models.Model):
    """学时归档: one person in one year, with the name, unit and target of that day."""

    archive = models.ForeignKey(
        HoursYear, verbose_name=_("年度"), on_delete=models.PROTECT, related_name="lines"
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    person = models.ForeignKey(
        Person, verbose_name=_("干部"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("单位"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    post_text = models.CharField(_("职务"), max_length=300, blank=True)
    by_kind = models.JSONField(_("分类学时"), default=dict)
    hours = models.DecimalField(_("本年学时"), max_digits=6, decimal_places=1)
    five_years = models.DecimalField(_("五年学时"), max_digits=6, decimal_places=1)
    wanted = models.DecimalField(_("要求"), null=True, max_digits=6, decimal_places=1)
    is_senior = models.BooleanField(_("按五年计"), default=False)
    is_met = models.BooleanField(_("达标"), null=True, default=None)

    class Meta:
        verbose_name = _("学时归档")
        ordering = ["-year", "person__roster_order", "pk"]
        triggers = FROZEN
        constraints = [
            models.UniqueConstraint(name="one_archived_line_per_year", fields=["person", "year"]),
            models.CheckConstraint(
                name="archived_hours_are_not_negative",
                condition=Q(hours__gte=0, five_years__gte=F("hours")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.year}"


class HoursWarning(models.Model):
    """学时预警: somebody was told in time that what is booked will not reach the target of the year."""

    person = models.ForeignKey(
        Person, verbose_name=_("干部"), on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    told_on = models.DateField(_("提醒日期"))
    wanted = models.DecimalField(_("要求"), max_digits=6, decimal_places=1)
    expected = models.DecimalField(_("预计"), max_digits=6, decimal_places=1)
    told_by = models.CharField(_("提醒人"), max_length=100)

    class Meta:
        verbose_name = _("学时预警")
        ordering = ["-told_on", "-pk"]
        triggers = FROZEN
        constraints = [
            models.UniqueConstraint(name="one_hours_warning_a_day", fields=["person", "told_on"]),
            models.CheckConstraint(
                name="only_who_will_miss_is_warned", condition=Q(expected__lt=F("wanted"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.year}"
