from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.registers.models import Record, record_constraints


class AdjustedDay(Record):
    """调整日: a day that the district itself declares worked or free, by a notice of its own."""

    day = models.DateField(_("日期"))
    is_worked = models.BooleanField(_("上班"), default=False)
    basis = models.CharField(_("依据"), max_length=120, help_text=_("通知的名称和文号"))

    class Meta:
        verbose_name = _("调整日")
        ordering = ["-day"]
        constraints = [
            *record_constraints("adjusted_day"),
            models.UniqueConstraint(
                name="one_adjustment_per_day",
                fields=["day"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("这一天已经登记过调整"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"
