from typing import Any, ClassVar

from django.db import models
from django.db.models import BooleanField, Case, F, Q, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.people.dossiers.models import Person
from qingmiao.placement.blocks.enums import (
    AnswerBy,
    Channel,
    Difficulty,
    RequestCategory,
    RequestState,
)
from qingmiao.placement.blocks.models.block import Block, today
from qingmiao.registers.models import Record, RecordQuerySet, known, record_constraints

OPEN = (
    RequestState.RECEIVED,
    RequestState.CLASSIFIED,
    RequestState.DISPATCHED,
    RequestState.WORKING,
    RequestState.REOPENED,
)
"""States in which the resident still waits for an answer."""
UNCLASSIFIED = (RequestState.RECEIVED, RequestState.DECLINED, RequestState.MERGED)
"""Where a request may stand without ever having been classified."""
IN_HAND = (
    RequestState.DISPATCHED,
    RequestState.WORKING,
    RequestState.DONE,
    RequestState.CONFIRMED,
    RequestState.REOPENED,
    RequestState.CLOSED,
)
"""Where somebody answers for it, or did."""


class ResidentRequests(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc] # as above
    """Requests that know whether they are overdue: still open after their time limit."""

    def get_queryset(self) -> RecordQuerySet:
        late = Q(state__in=OPEN) & (
            Q(due_at__lt=Now()) | Q(due_at__isnull=True, due_on__lt=today())
        )
        return (
            super()
            .get_queryset()
            .annotate(
                is_overdue=Case(
                    When(late, then=Value(True)), default=Value(False), output_field=BooleanField()
                )
            )
        )


class ResidentRequest(Record):
    """群众诉求: what a resident asked, who answered, and whether the resident confirmed it."""

    block = models.ForeignKey(
        Block,
        verbose_name=pgettext_lazy("field", "区块"),
        on_delete=models.PROTECT,
        related_name="requests",
    )
    received_on = models.DateField(_("受理日期"))
    category = models.CharField(_("类别"), max_length=12, choices=RequestCategory)
    content = models.CharField(_("诉求内容"), max_length=400)
    contact_masked = models.CharField(
        _("联系方式（脱敏）"), max_length=20, blank=True, help_text=_("只留后四位，如 ****1234")
    )
    handler = models.ForeignKey(
        Person, verbose_name=_("承办干部"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    due_on = models.DateField(_("办理时限"), null=True, blank=True)
    done_on = models.DateField(_("办结日期"), null=True, blank=True)
    outcome = models.CharField(_("办理结果"), max_length=400, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=RequestState, default=RequestState.RECEIVED
    )
    satisfaction = models.PositiveSmallIntegerField(_("满意度（1-5）"), null=True, blank=True)

    channel = models.CharField(_("受理渠道"), max_length=8, choices=Channel, default=Channel.LEDGER)
    hotline_no = models.CharField(_("12345 工单号"), max_length=40, blank=True)
    difficulty = models.CharField(
        _("难易程度"), max_length=8, choices=Difficulty, blank=True, editable=False
    )
    received_at = models.DateTimeField(_("受理时间"), null=True, editable=False)
    term_at = models.DateTimeField(_("计时起点"), null=True, editable=False)
    due_at = models.DateTimeField(_("到期时间"), null=True, editable=False)
    reopened = models.PositiveSmallIntegerField(_("重新办理次数"), default=0, editable=False)
    answered_by = models.CharField(
        _("答复方式"), max_length=4, choices=AnswerBy, blank=True, editable=False
    )
    checked_by = models.CharField(_("回访人"), max_length=100, blank=True, editable=False)
    supervised_at = models.DateTimeField(_("督办时间"), null=True, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="merged"
    )
    uid = models.UUIDField(null=True, unique=True, editable=False)
    contact_sealed = models.BinaryField(null=True, editable=False)
    sender_index = models.BinaryField(null=True, editable=False)
    answer_index = models.BinaryField(null=True, unique=True, editable=False)

    objects: ClassVar[Any] = ResidentRequests()

    class Meta:
        verbose_name = _("群众诉求")
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["handler"], name="request_by_handler"),
            models.Index(fields=["-received_on", "-id"], name="request_by_day"),
            models.Index(fields=["state", "due_on"], name="request_by_state"),
            models.Index(fields=["block", "-received_on"], name="request_by_block"),
            models.Index(
                fields=["due_at"], name="request_by_moment_due", condition=Q(due_at__isnull=False)
            ),
            models.Index(
                fields=["sender_index"], name="request_by_sender",
                condition=Q(sender_index__isnull=False),
            ),
        ]  # fmt: skip
        constraints = [
            *record_constraints("resident_request"),
            known("category", RequestCategory, "resident_request_category_is_known"),
            known("state", RequestState, "resident_request_state_is_known"),
            models.CheckConstraint(
                name="request_is_done_after_it_was_received",
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("received_on")),
                violation_error_message=_("办结日期不得早于受理日期"),
            ),
            models.CheckConstraint(
                name="satisfaction_is_one_to_five",
                condition=Q(satisfaction__isnull=True)
                | Q(satisfaction__gte=1, satisfaction__lte=5),
                violation_error_message=_("满意度为 1 至 5"),
            ),
            known("channel", Channel, "resident_request_channel_is_known"),
            models.CheckConstraint(
                name="resident_request_difficulty_is_known",
                condition=Q(difficulty__in=["", *Difficulty.values]),
            ),
            models.CheckConstraint(
                name="resident_request_answer_is_known",
                condition=Q(answered_by__in=["", *AnswerBy.values]),
            ),
            models.UniqueConstraint(
                name="one_request_per_hotline_number",
                fields=["hotline_no"],
                condition=Q(voided_at__isnull=True) & ~Q(hotline_no=""),
                violation_error_message=_("这个 12345 工单号已经登记过"),
            ),
            models.CheckConstraint(
                name="live_request_has_a_term_once_classified",
                condition=Q(received_at__isnull=True)
                | Q(state__in=UNCLASSIFIED)
                | (Q(due_at__isnull=False) & ~Q(difficulty="")),
            ),
            models.CheckConstraint(
                name="live_request_in_hand_has_a_handler",
                condition=Q(received_at__isnull=True)
                | ~Q(state__in=IN_HAND)
                | Q(handler__isnull=False),
            ),
            models.CheckConstraint(
                name="live_request_is_confirmed_by_an_answer",
                condition=Q(received_at__isnull=True)
                | ~Q(state=RequestState.CONFIRMED)
                | ~Q(answered_by=""),
            ),
            models.CheckConstraint(
                name="merged_request_names_the_other",
                condition=(Q(state=RequestState.MERGED) & Q(merged_into__isnull=False))
                | (~Q(state=RequestState.MERGED) & Q(merged_into__isnull=True)),
                violation_error_message=_("并单须写明并入哪一件"),
            ),
            models.CheckConstraint(
                name="request_is_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                violation_error_message=_("不能并入自身"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received_on:%Y-%m-%d} {self.block} {self.content[:20]}"

    @property
    def is_live(self) -> bool:
        """Moved on by its steps from the day it came in; the rest was entered from a ledger of past years."""
        return self.received_at is not None
