import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Box(models.Model):
    """答卷箱: all the sheets in one row, shuffled anew whenever one is added.

    One row has one version for all its sheets, so neither the order of rows, nor a number, nor the version
    of a row leads from a sheet to the moment it was given. The room that opened it keeps what its key means.
    """

    key = models.CharField(_("答卷箱代号"), max_length=80, unique=True)
    least = models.PositiveSmallIntegerField(_("最少份数"))
    sheets = models.JSONField(_("答卷"), default=list)
    is_closed = models.BooleanField(_("已截止"), default=False)

    class Meta:
        verbose_name = _("答卷箱")
        constraints = [
            models.CheckConstraint(
                name="box_withholds_few_sheets",
                condition=Q(least__gte=3),
                violation_error_message=_("最少份数不得低于 3"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="boxes_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="closed_boxes_stand",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__is_closed=True),
            ),
            pgtrigger.Protect(
                name="threshold_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__least__df=pgtrigger.F("new__least")),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Mark(models.Model):
    """参加标记: that somebody has answered, once. No key and no moment lead from here to a sheet."""

    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="marks")
    holder = models.BigIntegerField(_("参加人代号"))

    class Meta:
        verbose_name = _("参加标记")
        constraints = [
            models.UniqueConstraint(
                name="one_sheet_per_box_and_holder",
                fields=["box", "holder"],
                violation_error_message=_("已经答过，每人一次"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="marks_stand", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.box_id}:{self.holder}"
