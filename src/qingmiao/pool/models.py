import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.people.dossiers.models import Person, historical
from qingmiao.pool.enums import Channel, ExitReason, MembershipState, Tier
from qingmiao.registers.models import Record, known, record_constraints


@historical("MembershipHistory")
class Membership(Record):
    """储备库成员: a dated membership of a person, never a copy of the person. Re-entry is a new row."""

    person = models.ForeignKey(
        Person, verbose_name=_("干部"), on_delete=models.PROTECT, related_name="+"
    )
    tier = models.CharField(_("层次"), max_length=1, choices=Tier)
    state = models.CharField(
        _("状态"), max_length=12, choices=MembershipState, default=MembershipState.MEMBER
    )
    entered_on = models.DateField(_("入库日期"))
    left_on = models.DateField(_("出库日期"), null=True, blank=True)
    exit_reason = models.CharField(
        _("出库原因"), max_length=12, choices=ExitReason, default="", blank=True
    )
    sponsor = models.CharField(_("责任人"), max_length=60, blank=True)
    next_review_on = models.DateField(_("下次研判日期"), null=True, blank=True)
    note = models.CharField(_("备注"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("储备库成员")
        ordering = ["-entered_on", "-pk"]
        indexes = [models.Index(fields=["person"], name="membership_by_person")]
        constraints = [
            *record_constraints("membership"),
            known("tier", Tier, "membership_tier_is_known"),
            known("state", MembershipState, "membership_state_is_known"),
            known("exit_reason", ExitReason, "membership_exit_reason_is_known"),
            models.UniqueConstraint(
                name="one_open_membership_per_person",
                fields=["person"],
                condition=Q(left_on__isnull=True, voided_at__isnull=True),
                violation_error_message=_("该同志已在储备库中"),
            ),
            models.CheckConstraint(
                name="membership_left_iff_it_has_an_exit_reason",
                condition=Q(left_on__isnull=True, exit_reason="")
                | (Q(left_on__isnull=False) & ~Q(exit_reason="")),
                violation_error_message=_("出库日期与出库原因须同时填写"),
            ),
            models.CheckConstraint(
                name="membership_leaves_after_it_enters",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("entered_on")),
                violation_error_message=_("出库日期不得早于入库日期"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_tier_display()}"


class MembershipSource(Record):
    """By which channel (渠道) somebody came to notice; several per member, each dated."""

    membership = models.ForeignKey(
        Membership, verbose_name=_("储备库成员"), on_delete=models.CASCADE, related_name="sources"
    )
    channel = models.CharField(_("渠道"), max_length=12, choices=Channel)
    happened_on = models.DateField(_("日期"))
    text = models.CharField(_("说明"), max_length=300)
    origin_kind = models.CharField(_("出处类别"), max_length=80, blank=True, editable=False)
    origin_id = models.BigIntegerField(_("出处编号"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("入库来源")
        ordering = ["happened_on", "pk"]
        constraints = [
            *record_constraints("membership_source"),
            known("channel", Channel, "membership_source_channel_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.text}"


class StateChange(models.Model):
    """Each state a membership went through, with its day and reason. Insert-only."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="states")
    state = models.CharField(_("状态"), max_length=12, choices=MembershipState)
    begins = models.DateField(_("起"))
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    decided_by = models.CharField(_("办理人"), max_length=100)

    class Meta:
        verbose_name = _("状态变更")
        ordering = ["begins", "pk"]
        constraints = [known("state", MembershipState, "state_change_state_is_known")]
        triggers = [pgtrigger.Protect(name="insert_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.begins}"
