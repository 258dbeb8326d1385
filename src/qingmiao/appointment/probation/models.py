from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.appointment.cases.models import Appointment
from qingmiao.appointment.probation.enums import ProbationState
from qingmiao.registers.models import Record, known, record_constraints


class Probation(Record):
    """试用期: one trial after one appointment; passed, the years count from its first day."""

    appointment = models.ForeignKey(
        Appointment, verbose_name=_("任职"), on_delete=models.PROTECT, related_name="+"
    )
    begins = models.DateField(_("试用开始"))
    planned_end = models.DateField(_("试用期满"))
    assessed_on = models.DateField(_("考核日期"), null=True, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=ProbationState, default=ProbationState.RUNNING
    )
    assessment = models.CharField(_("考核情况"), max_length=400, blank=True)
    document_no = models.CharField(_("文号"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("试用期")
        ordering = ["-begins", "-pk"]
        constraints = [
            *record_constraints("probation"),
            known("state", ProbationState, "probation_state_is_known"),
            models.CheckConstraint(
                name="probation_ends_after_it_begins",
                condition=Q(planned_end__gt=F("begins")),
                violation_error_message=_("试用期满须晚于试用开始"),
            ),
            models.CheckConstraint(
                name="a_concluded_probation_was_assessed",
                condition=Q(state="running") | Q(assessed_on__isnull=False),
                violation_error_message=_("转正、延长、免职须填写考核日期"),
            ),
            models.UniqueConstraint(
                name="one_open_probation_per_appointment",
                fields=["appointment"],
                condition=Q(voided_at__isnull=True, state="running"),
                violation_error_message=_("该任职已有进行中的试用期"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment.person} {self.begins:%Y.%m.%d}"
