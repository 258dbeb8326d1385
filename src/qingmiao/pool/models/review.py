import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.access.models import Account
from qingmiao.pool.enums import (
    Duty,
    ExitReason,
    MembershipState,
    NextAction,
    Presence,
    ReasonCode,
    ReviewState,
    SuspendCause,
)
from qingmiao.pool.models.membership import Membership
from qingmiao.registers.models import Record, known, record_constraints

INSERT_ONLY = pgtrigger.Update | pgtrigger.Delete


class Review(Record):
    """会商 upon people of the reserve: prepared, frozen, held, proposed, approved, carried out."""

    title = models.CharField(_("会商名称"), max_length=120)
    held_on = models.DateField(_("会商日期"))
    place = models.CharField(_("地点"), max_length=60, blank=True)
    agenda = models.CharField(_("议题"), max_length=300, blank=True)
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=ReviewState,
        default=ReviewState.PREPARING,
        editable=False,
    )
    frozen_at = models.DateTimeField(_("固化时间"), null=True, blank=True, editable=False)
    frozen_on = models.DateField(_("材料截至"), null=True, blank=True, editable=False)
    digest = models.CharField(_("摘要值"), max_length=64, blank=True, editable=False)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("会商")
        ordering = ["-held_on", "-pk"]
        constraints = [
            *record_constraints("review"),
            known("state", ReviewState, "review_state_is_known"),
            models.UniqueConstraint(
                name="one_review_per_title",
                fields=["title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("已有同名的会商"),
            ),
            models.CheckConstraint(
                name="review_is_frozen_before_it_is_held",
                condition=Q(state="preparing", frozen_at__isnull=True, digest="")
                | (~Q(state="preparing") & Q(frozen_at__isnull=False) & ~Q(digest="")),
            ),
            models.CheckConstraint(
                name="review_is_closed_on_a_day",
                condition=Q(state="closed", closed_on__isnull=False)
                | (~Q(state="closed") & Q(closed_on__isnull=True)),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="review_never_goes_back",
                field="state",
                transitions=[
                    ("preparing", "frozen"),
                    ("frozen", "sitting"),
                    ("sitting", "proposed"),
                    ("proposed", "approved"),
                    ("approved", "closed"),
                ],
            )
        ]

    def __str__(self) -> str:
        return self.title


class ReviewItem(models.Model):
    """One member on the table of a review; held aside (暂缓议), it waits for another one."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="items")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="items")
    held_reason = models.CharField(_("暂缓理由"), max_length=300, blank=True)
    added_by = models.CharField(_("提请人"), max_length=100)

    class Meta:
        verbose_name = _("会商事项")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_item_per_member_of_a_review", fields=["review", "membership"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review} · {self.membership}"


class ReviewSnapshot(models.Model):
    """What was shown of a member when the review was frozen. Never changed, never removed."""

    item = models.OneToOneField(ReviewItem, on_delete=models.PROTECT, related_name="snapshot")
    content = models.JSONField(_("内容"))
    digest = models.CharField(_("摘要值"), max_length=64)

    class Meta:
        verbose_name = _("会商材料")
        triggers = [pgtrigger.Protect(name="frozen", operation=INSERT_ONLY)]

    def __str__(self) -> str:
        return self.digest


class ReviewParticipant(models.Model):
    """Who takes part, as what, and whether they came."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="participants")
    account = models.ForeignKey(
        Account, verbose_name=_("参加人"), on_delete=models.PROTECT, related_name="+"
    )
    duty = models.CharField(_("身份"), max_length=10, choices=Duty, default=Duty.MEMBER)
    presence = models.CharField(
        _("到会"), max_length=10, choices=Presence, default=Presence.EXPECTED
    )

    class Meta:
        verbose_name = _("会商人员")
        ordering = ["pk"]
        constraints = [
            known("duty", Duty, "review_participant_duty_is_known"),
            known("presence", Presence, "review_participant_presence_is_known"),
            models.UniqueConstraint(
                name="one_participation_per_account", fields=["review", "account"]
            ),
            models.UniqueConstraint(
                name="one_chair_per_review", fields=["review"], condition=Q(duty="chair")
            ),
        ]

    def __str__(self) -> str:
        return str(self.account)


class ReviewRecusal(models.Model):
    """回避: who steps back from an item sees neither it nor that it is counted."""

    item = models.ForeignKey(ReviewItem, on_delete=models.CASCADE, related_name="recusals")
    participant = models.ForeignKey(
        ReviewParticipant, on_delete=models.PROTECT, related_name="recusals"
    )
    reason = models.CharField(_("回避事由"), max_length=300)
    declared_by = models.CharField(_("申明人"), max_length=100)
    declared_at = models.DateTimeField(_("申明时间"), db_default=Now())

    class Meta:
        verbose_name = _("回避")
        constraints = [
            models.UniqueConstraint(
                name="one_recusal_per_item_and_participant", fields=["item", "participant"]
            ),
        ]
        triggers = [pgtrigger.Protect(name="stands", operation=INSERT_ONLY)]

    def __str__(self) -> str:
        return f"{self.participant} {self.reason}"


class ReviewProposal(models.Model):
    """What is proposed for an item, from which state to which, and why. The newest stands."""

    item = models.ForeignKey(ReviewItem, on_delete=models.PROTECT, related_name="proposals")
    before = models.CharField(_("会商前"), max_length=12, choices=MembershipState)
    after = models.CharField(_("建议"), max_length=12, choices=MembershipState)
    cause = models.CharField(
        _("暂停事由"), max_length=12, choices=SuspendCause, default="", blank=True
    )
    exit_reason = models.CharField(
        _("出库原因"), max_length=12, choices=ExitReason, default="", blank=True
    )
    reason_code = models.CharField(_("理由类别"), max_length=14, choices=ReasonCode)
    reason = models.CharField(_("理由"), max_length=500)
    action = models.CharField(
        _("后续任务"), max_length=12, choices=NextAction, default="", blank=True
    )
    action_owner = models.CharField(_("任务责任人"), max_length=60, blank=True)
    action_on = models.DateField(_("完成期限"), null=True, blank=True)
    proposed_by = models.CharField(_("建议人"), max_length=100)
    proposed_by_id = models.BigIntegerField(_("建议人账号"))
    proposed_at = models.DateTimeField(_("建议时间"), db_default=Now())

    class Meta:
        verbose_name = _("会商建议")
        ordering = ["-pk"]
        constraints = [
            known("before", MembershipState, "review_proposal_before_is_known"),
            known("after", MembershipState, "review_proposal_after_is_known"),
            known("cause", SuspendCause, "review_proposal_cause_is_known"),
            known("exit_reason", ExitReason, "review_proposal_exit_reason_is_known"),
            known("reason_code", ReasonCode, "review_proposal_reason_code_is_known"),
            models.CheckConstraint(
                name="review_proposal_action_is_known",
                condition=Q(action__in=["", *NextAction.values]),
            ),
            models.CheckConstraint(
                name="review_proposal_action_has_its_day",
                condition=Q(action="", action_on__isnull=True)
                | (~Q(action="") & Q(action_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="review_proposal_leaves_for_a_reason",
                condition=(~Q(after="left") & Q(exit_reason=""))
                | (Q(after="left") & ~Q(exit_reason="")),
            ),
            models.CheckConstraint(
                name="review_proposal_gives_its_reason", condition=~Q(reason="")
            ),
        ]
        triggers = [pgtrigger.Protect(name="stands", operation=INSERT_ONLY)]

    def __str__(self) -> str:
        return str(self.get_after_display())


class ReviewDecision(models.Model):
    """审批 of one proposal; never by whoever proposed it, and once."""

    item = models.OneToOneField(ReviewItem, on_delete=models.PROTECT, related_name="decision")
    proposal = models.OneToOneField(
        ReviewProposal, on_delete=models.PROTECT, related_name="decision"
    )
    is_approved = models.BooleanField(_("同意"))
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    proposed_by_id = models.BigIntegerField(_("建议人账号"))
    decided_by = models.CharField(_("审批人"), max_length=100)
    decided_by_id = models.BigIntegerField(_("审批人账号"))
    decided_on = models.DateField(_("审批日期"))

    class Meta:
        verbose_name = _("会商审批")
        constraints = [
            models.CheckConstraint(
                name="nobody_approves_the_own_proposal",
                condition=~Q(decided_by_id=F("proposed_by_id")),
            ),
            models.CheckConstraint(
                name="review_decision_returns_with_a_reason",
                condition=Q(is_approved=True) | ~Q(reason=""),
            ),
        ]
        triggers = [pgtrigger.Protect(name="stands", operation=INSERT_ONLY)]

    def __str__(self) -> str:
        return str(self.proposal)


class ReviewTask(models.Model):
    """落实: what a decision asks to be done, by whom and until when."""

    item = models.OneToOneField(ReviewItem, on_delete=models.PROTECT, related_name="task")
    action = models.CharField(_("任务"), max_length=12, choices=NextAction)
    owner = models.CharField(_("责任人"), max_length=60)
    due_on = models.DateField(_("完成期限"))
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    outcome = models.CharField(_("完成情况"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("会商任务")
        ordering = ["due_on", "pk"]
        constraints = [
            known("action", NextAction, "review_task_action_is_known"),
            models.CheckConstraint(
                name="review_task_is_done_with_an_outcome",
                condition=Q(done_on__isnull=True, outcome="")
                | (Q(done_on__isnull=False) & ~Q(outcome="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_action_display())
