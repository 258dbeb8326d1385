from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import known
from qingmiao.selection.nominations.enums import ExemptionState
from qingmiao.selection.nominations.models.event import NominationEvent


class Exemption(models.Model):
    """破格: one article that does not hold one person back in one event, by name and with a reason."""

    event = models.ForeignKey(
        NominationEvent, verbose_name=pgettext_lazy("field", "推荐通知"), on_delete=models.PROTECT,
        related_name="exemptions",
    )  # fmt: skip
    person = models.ForeignKey(
        Person, verbose_name=_("被推荐人"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("推荐单位"), on_delete=models.PROTECT, related_name="+"
    )
    provision = models.CharField(_("条款"), max_length=40)
    failed = models.CharField(_("未达到"), max_length=300)
    reason = models.CharField(_("破格理由"), max_length=300)
    state = models.CharField(
        _("状态"), max_length=8, choices=ExemptionState, default=ExemptionState.ASKED
    )
    asked_on = models.DateField(_("申请日期"))
    asked_by = models.CharField(_("申请人"), max_length=100)
    asker_account = models.BigIntegerField(_("申请账号"))
    decided_on = models.DateField(_("批准日期"), null=True)
    decided_by = models.CharField(_("批准人"), max_length=100, blank=True)
    decider_account = models.BigIntegerField(_("批准账号"), null=True)
    note = models.CharField(_("批准意见"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("破格")
        ordering = ["-asked_on", "-pk"]
        constraints = [
            known("state", ExemptionState, "exemption_state_is_known"),
            models.UniqueConstraint(
                name="one_live_exemption_per_event_person_and_article",
                fields=["event", "person", "provision"],
                condition=~Q(state="refused"),
            ),
            models.CheckConstraint(
                name="nobody_approves_the_exemption_one_asked_for",
                condition=Q(decider_account__isnull=True) | ~Q(decider_account=F("asker_account")),
            ),
            models.CheckConstraint(
                name="a_decided_exemption_says_who_when_and_why",
                condition=Q(state="asked")
                | (Q(decided_on__isnull=False) & ~Q(decided_by="") & ~Q(note="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.failed}"
