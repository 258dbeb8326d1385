from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.registers.models import known
from qingmiao.selection.contests.enums import ExemptionState
from qingmiao.selection.contests.models.entry import Entry


class Exemption(models.Model):
    """资格例外: one article that does not hold one entry back, by name and with a reason."""

    entry = models.ForeignKey(
        Entry, verbose_name=_("参赛"), on_delete=models.PROTECT, related_name="exemptions"
    )
    provision = models.CharField(_("条款"), max_length=40)
    failed = models.CharField(_("未达到"), max_length=300)
    reason = models.CharField(_("例外理由"), max_length=300)
    state = models.CharField(
        _("状态"), max_length=8, choices=ExemptionState, default=ExemptionState.ASKED
    )
    asked_on = models.DateField(_("提出日期"))
    asked_by = models.CharField(_("提出人"), max_length=100)
    asker_account = models.BigIntegerField(_("提出账号"))
    decided_on = models.DateField(_("批准日期"), null=True)
    decided_by = models.CharField(_("批准人"), max_length=100, blank=True)
    decider_account = models.BigIntegerField(_("批准账号"), null=True)
    note = models.CharField(_("批准意见"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("资格例外")
        ordering = ["-asked_on", "-pk"]
        constraints = [
            known("state", ExemptionState, "contest_exemption_state_is_known"),
            models.UniqueConstraint(
                name="one_live_exemption_per_entry_and_article",
                fields=["entry", "provision"],
                condition=~Q(state="refused"),
            ),
            models.CheckConstraint(
                name="nobody_approves_the_contest_exemption_one_proposed",
                condition=Q(decider_account__isnull=True) | ~Q(decider_account=F("asker_account")),
            ),
            models.CheckConstraint(
                name="a_decided_contest_exemption_says_who_when_and_why",
                condition=Q(state="asked")
                | (
                    Q(decided_on__isnull=False, decider_account__isnull=False)
                    & ~Q(decided_by="")
                    & ~Q(note="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry.person} {self.failed}"
