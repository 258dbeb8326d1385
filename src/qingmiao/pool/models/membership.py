from typing import Any, ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from qingmiao.evidence.enums import OPEN_CLASSES
from qingmiao.evidence.models import Evidence
from qingmiao.people.dossiers.models import Person, historical
from qingmiao.pool.enums import (
    WAYS,
    Channel,
    ExitReason,
    MembershipState,
    NextAction,
    SuspendCause,
    Tier,
)
from qingmiao.registers.models import Record, known, record_constraints

NEWEST = "SELECT s.state FROM pool_statechange s WHERE s.membership_id = {membership} ORDER BY s.begins DESC, s.id DESC LIMIT 1"
STATE_IS_THE_NEWEST = """
SELECT m.state INTO present FROM pool_membership m WHERE m.id = {membership};
{newest} INTO newest;
IF newest IS NOT NULL AND newest <> present THEN
  RAISE EXCEPTION 'membership %: state % is not the newest of its history, %', {membership}, present, newest
    USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
"""


def _state_is_the_newest(membership: str, operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    """One state, one source: the present state is the last step of the history, at every commit."""
    newest = f"SELECT ({NEWEST.format(membership=membership)})"
    return pgtrigger.Trigger(
        name="state_is_the_newest_step",
        operation=operation,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        declare=[("present", "text"), ("newest", "text")],
        func=STATE_IS_THE_NEWEST.format(membership=membership, newest=newest),
    )


STEPS = ", ".join(f"'{old}>{new}'" for old, ways in WAYS.items() for new in ways)
NO_STEP_IS_SKIPPED = """
SELECT m.source <> 'page' AND m.left_on IS NOT NULL, m.source INTO is_past, origin
  FROM pool_membership m WHERE m.id = NEW.membership_id;
SELECT s.state, s.begins INTO last_state, last_day FROM pool_statechange s
  WHERE s.membership_id = NEW.membership_id ORDER BY s.begins DESC, s.id DESC LIMIT 1;
IF last_state IS NULL THEN
  IF origin = 'page' AND NEW.state <> 'proposed' THEN
    RAISE EXCEPTION 'membership %: begins as %, not proposed', NEW.membership_id, NEW.state
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END IF;
IF NEW.begins < last_day THEN
  RAISE EXCEPTION 'membership %: nothing is entered before %', NEW.membership_id, last_day
    USING ERRCODE = 'check_violation';
END IF;
IF last_state IN ('used', 'left') THEN
  RAISE EXCEPTION 'membership %: it is over', NEW.membership_id USING ERRCODE = 'check_violation';
END IF;
IF NEW.state = 'left' OR (is_past AND NEW.state = 'used') THEN
  RETURN NEW;
END IF;
IF NOT (last_state || '>' || NEW.state) = ANY (ARRAY[@steps]) THEN
  RAISE EXCEPTION 'membership %: no step leads from % to %', NEW.membership_id, last_state, NEW.state
    USING ERRCODE = 'check_violation';
END IF;
IF origin = 'page' AND NEW.review_item_id IS NULL
    AND (NEW.state = 'deliberated' OR last_state = 'deliberated' AND NEW.state = 'member') THEN
  RAISE EXCEPTION 'membership %: only a review leads from % to %', NEW.membership_id, last_state, NEW.state
    USING ERRCODE = 'check_violation';
END IF;
IF last_state = 'suspended' AND NEW.state = 'tracked' AND NOT EXISTS (
    SELECT FROM pool_statechange s WHERE s.membership_id = NEW.membership_id AND s.state = 'tracked') THEN
  RAISE EXCEPTION 'membership %: it was never tracked before', NEW.membership_id
    USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
""".replace("@steps", STEPS)


class MembershipManager(models.Manager):
    """Members with the day of their newest open evidence, asked of the claims and stored nowhere."""

    def get_queryset(self) -> Any:
        claims = Evidence.objects.filter(
            person=OuterRef("person"), retracted_at__isnull=True, secrecy__in=OPEN_CLASSES
        )
        newest = claims.order_by("-happened_on").values("happened_on")[:1]
        return super().get_queryset().annotate(last_evidence_on=Subquery(newest))


@historical("MembershipHistory")
class Membership(Record):
    """储备库成员: a dated membership of a person, never a copy of the person. Re-entry is a new row."""

    person = models.ForeignKey(
        Person, verbose_name=_("干部"), on_delete=models.PROTECT, related_name="+"
    )
    tier = models.CharField(_("层次"), max_length=1, choices=Tier)
    state = models.CharField(
        _("状态"), max_length=12, choices=MembershipState, default=MembershipState.PROPOSED
    )
    entered_on = models.DateField(_("入库日期"))
    left_on = models.DateField(_("出库日期"), null=True, blank=True)
    exit_reason = models.CharField(
        _("出库原因"), max_length=12, choices=ExitReason, default="", blank=True
    )
    sponsor = models.CharField(_("责任人"), max_length=60, blank=True)
    next_review_on = models.DateField(_("下次研判日期"), null=True, blank=True)
    next_action = models.CharField(
        _("下一步行动"), max_length=12, choices=NextAction, default="", blank=True
    )
    next_action_on = models.DateField(_("行动期限"), null=True, blank=True)
    note = models.CharField(_("备注"), max_length=500, blank=True)

    objects: ClassVar[Any] = MembershipManager()

    class Meta:
        verbose_name = _("储备库成员")
        ordering = ["-entered_on", "-pk"]
        indexes = [
            models.Index(fields=["person"], name="membership_by_person"),
            models.Index(
                fields=["state", "tier"],
                name="open_membership_by_state",
                condition=Q(left_on__isnull=True, voided_at__isnull=True),
            ),
            models.Index(fields=["next_review_on", "id"], name="membership_by_next_look"),
            models.Index(
                fields=["person"],
                include=["id", "tier", "state", "exit_reason", "next_action"],
                name="membership_facets_by_person",
                condition=Q(voided_at__isnull=True),
            ),
            models.Index(
                fields=["-entered_on", "-id"],
                name="membership_newest_first",
                condition=Q(voided_at__isnull=True),
            ),
        ]
        triggers = [_state_is_the_newest("NEW.id", pgtrigger.Update | pgtrigger.Insert)]
        constraints = [
            *record_constraints("membership"),
            known("tier", Tier, "membership_tier_is_known"),
            known("state", MembershipState, "membership_state_is_known"),
            known("exit_reason", ExitReason, "membership_exit_reason_is_known"),
            models.CheckConstraint(
                name="membership_next_action_is_known",
                condition=Q(next_action__in=["", *NextAction.values]),
            ),
            models.CheckConstraint(
                name="membership_next_action_has_its_day",
                condition=Q(next_action="", next_action_on__isnull=True)
                | (~Q(next_action="") & Q(next_action_on__isnull=False)),
                violation_error_message=_("下一步行动与行动期限须同时填写"),
            ),
            models.CheckConstraint(
                name="membership_is_over_iff_it_has_left",
                condition=Q(left_on__isnull=True) & ~Q(state__in=["used", "left"])
                | Q(left_on__isnull=False, state__in=["used", "left"]),
                violation_error_message=_("已使用、出库的须填写出库日期和原因，其他状态不填"),
            ),
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
    """Each state a membership went through, with its day and reason. Insert-only, and no step skipped."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(_("状态"), max_length=12, choices=MembershipState)
    begins = models.DateField(_("起"))
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    cause = models.CharField(
        _("暂停事由"), max_length=12, choices=SuspendCause, default="", blank=True
    )
    decided_by = models.CharField(_("办理人"), max_length=100)
    review_item = models.ForeignKey(
        "pool.ReviewItem",
        verbose_name=_("会商事项"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("状态变更")
        ordering = ["begins", "pk"]
        indexes = [models.Index(fields=["begins"], name="state_change_by_day")]
        constraints = [
            known("state", MembershipState, "state_change_state_is_known"),
            known("cause", SuspendCause, "state_change_cause_is_known"),
        ]
        triggers = [
            pgtrigger.Protect(name="insert_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="no_step_is_skipped",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[
                    ("is_past", "boolean"),
                    ("origin", "text"),
                    ("last_state", "text"),
                    ("last_day", "date"),
                ],
                func=NO_STEP_IS_SKIPPED,
            ),
            _state_is_the_newest("NEW.membership_id", pgtrigger.Insert),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.begins}"
