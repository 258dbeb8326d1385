import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import known
from qingmiao.selection.nominations.enums import Outcome, Purpose
from qingmiao.selection.nominations.models.event import NominationEvent


class GroupDecision(models.Model):
    """研判决定 on one person in one event for one purpose. Written once; a new row corrects an old one."""

    event = models.ForeignKey(
        NominationEvent, verbose_name=pgettext_lazy("field", "推荐通知"), on_delete=models.PROTECT,
        related_name="decisions",
    )  # fmt: skip
    person = models.ForeignKey(
        Person, verbose_name=_("被推荐人"), on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(_("用途"), max_length=8, choices=Purpose)
    outcome = models.CharField(_("决定"), max_length=3, choices=Outcome)
    note = models.CharField(_("研判说明"), max_length=300, blank=True)
    decided_on = models.DateField(_("决定日期"))
    decided_by = models.CharField(_("决定人"), max_length=100)
    decider_account = models.BigIntegerField(_("决定账号"), null=True)
    corrects = models.OneToOneField(
        "self", verbose_name=_("更正"), null=True, on_delete=models.PROTECT,
        related_name="corrected_by", editable=False,
    )  # fmt: skip
    membership_id = models.BigIntegerField(_("储备库成员编号"), null=True)
    written_at = models.DateTimeField(_("登记时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("研判决定")
        ordering = ["-decided_on", "-pk"]
        indexes = [models.Index(fields=["event", "person"], name="decision_by_group")]
        constraints = [
            known("purpose", Purpose, "group_decision_purpose_is_known"),
            known("outcome", Outcome, "group_decision_outcome_is_known"),
            models.UniqueConstraint(
                name="one_first_decision_per_event_person_and_purpose",
                fields=["event", "person", "purpose"],
                condition=Q(corrects__isnull=True),
            ),
            models.CheckConstraint(
                name="a_refusal_and_a_correction_say_why",
                condition=Q(outcome="yes", corrects__isnull=True) | ~Q(note=""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_purpose_display()} {self.get_outcome_display()}"
