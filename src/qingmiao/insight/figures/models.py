import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class ReadingChoice(models.Model):
    """口径: another reading than the regulation's, chosen for a reason. A later choice replaces it;
    an empty value returns to the regulation."""

    code = models.CharField(_("口径"), max_length=40)
    value = models.CharField(_("取值"), max_length=40, blank=True)
    begins = models.DateField(_("起"))
    reason = models.CharField(_("理由"), max_length=500)
    chosen_by = models.CharField(_("设定人"), max_length=100)
    chosen_at = models.DateTimeField(_("设定时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("口径设定")
        ordering = ["code", "begins", "pk"]
        indexes = [models.Index(fields=["code", "begins"], name="reading_choice_by_code")]
        constraints = [
            models.CheckConstraint(
                name="a_reading_choice_has_a_reason", condition=~models.Q(reason="")
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.value} {self.begins}"
