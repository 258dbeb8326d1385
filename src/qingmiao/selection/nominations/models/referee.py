from django.db import models
from django.utils.translation import gettext_lazy as _

from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import known
from qingmiao.selection.nominations.enums import RefereeState
from qingmiao.selection.nominations.models.nomination import Nomination


class Referee(models.Model):
    """证明人: somebody named who is asked to vouch, and what they answered."""

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="referees")
    person = models.ForeignKey(
        Person, verbose_name=_("证明人"), on_delete=models.PROTECT, related_name="+"
    )
    relation = models.CharField(_("工作关系"), max_length=60)
    state = models.CharField(
        _("状态"), max_length=8, choices=RefereeState, default=RefereeState.ASKED
    )
    statement = models.CharField(_("证明内容"), max_length=400, blank=True)
    asked_on = models.DateField(_("请求日期"))
    answered_on = models.DateField(_("答复日期"), null=True)

    class Meta:
        verbose_name = _("证明人")
        ordering = ["pk"]
        constraints = [
            known("state", RefereeState, "referee_state_is_known"),
            models.UniqueConstraint(
                name="one_referee_per_nomination_and_person",
                fields=["nomination", "person"],
                violation_error_message=_("同一名证明人只填一次"),
            ),
            models.CheckConstraint(
                name="a_referee_who_answered_says_when",
                condition=models.Q(state="asked") | models.Q(answered_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
