from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.courses.enums import (
    LIVE,
    AnswerState,
    Approval,
    EnrolmentState,
    Route,
)
from qingmiao.cultivation.courses.models.programme import Session, TrainingClass
from qingmiao.engines.queues.enums import Policy
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints


class Admission(Record):
    """报名办法: how people come into one class. A class without one is only written down afterwards."""

    training_class = models.ForeignKey(
        TrainingClass, verbose_name=_("班次"), on_delete=models.PROTECT, related_name="admissions"
    )
    audience = models.CharField(_("面向对象"), max_length=160, blank=True)
    by_oneself = models.BooleanField(_("个人报名"), default=True)
    by_quota = models.BooleanField(
        _("单位名额"), default=False, help_text=_("各单位在分配的名额内选送")
    )
    by_naming = models.BooleanField(_("点名调训"), default=False)
    needs_approval = models.BooleanField(_("个人报名须经单位同意"), default=True)
    opens_at = models.DateTimeField(_("报名开始"))
    closes_at = models.DateTimeField(_("报名截止"), help_text=_("报名开始之后只能延后"))
    withdraw_until = models.DateTimeField(_("退出截止"))
    policy = models.CharField(
        _("候补次序"), max_length=10, choices=Policy, default=Policy.ARRIVAL,
        help_text=_("选“优先”的，点名调训排在个人报名之前"),
    )  # fmt: skip
    offer_hours = models.PositiveSmallIntegerField(
        _("递补确认时限（小时）"), default=24, help_text=_("逾期未确认，名额递补给下一位")
    )

    class Meta:
        verbose_name = _("报名办法")
        ordering = ["-opens_at", "-pk"]
        constraints = [
            *record_constraints("admission"),
            known("policy", Policy, "admission_policy_is_known"),
            models.UniqueConstraint(
                name="one_admission_per_class",
                fields=["training_class"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该班次已有报名办法"),
            ),
            models.CheckConstraint(
                name="admission_opens_some_way",
                condition=Q(by_oneself=True) | Q(by_quota=True) | Q(by_naming=True),
                violation_error_message=_("至少选择一种报名方式"),
            ),
            models.CheckConstraint(
                name="admission_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("报名截止须晚于报名开始"),
            ),
            models.CheckConstraint(
                name="offers_stand_for_some_hours",
                condition=Q(offer_hours__gte=1, offer_hours__lte=240),
                violation_error_message=_("递补确认时限须为 1 至 240 小时"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.training_class)


class SeatQuota(Record):
    """单位名额: seats of a class kept for one unit, which it fills itself."""

    training_class = models.ForeignKey(
        TrainingClass, verbose_name=_("班次"), on_delete=models.PROTECT, related_name="quotas"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="+"
    )
    seats = models.PositiveSmallIntegerField(_("名额"))

    class Meta:
        verbose_name = _("单位名额")
        ordering = ["training_class", "unit__sort_no", "pk"]
        constraints = [
            *record_constraints("seat_quota"),
            models.UniqueConstraint(
                name="one_seat_quota_per_class_and_unit",
                fields=["training_class", "unit"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该单位在这个班次已有名额"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.training_class} {self.unit} {self.seats}"


class Enrolment(models.Model):
    """报名: one person in one class, from the first request to its end. Ended ones stay on file."""

    training_class = models.ForeignKey(
        TrainingClass, verbose_name=_("班次"), on_delete=models.PROTECT, related_name="enrolments"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("学员"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("报名时单位"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    route = models.CharField(_("报名方式"), max_length=8, choices=Route)
    source = models.CharField(_("依据"), max_length=120, blank=True)
    approval = models.CharField(_("单位意见"), max_length=10, choices=Approval)
    state = models.CharField(
        _("状态"), max_length=10, choices=EnrolmentState, default=EnrolmentState.WAITING
    )
    line = models.CharField(_("排队代号"), max_length=80, editable=False)
    applied_at = models.DateTimeField(_("报名时间"))
    applied_by = models.CharField(_("报名人"), max_length=100)
    expires_at = models.DateTimeField(_("确认截止"), null=True)
    answered_by = models.CharField(_("表态人"), max_length=100, blank=True)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    was_moved = models.BooleanField(
        _("课次调整后可退出"), default=False, help_text=_("课次调整之后，退出截止已过也可以退出")
    )

    class Meta:
        verbose_name = _("报名")
        ordering = ["-applied_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "training_class"], name="enrolment_by_person"),
            models.Index(fields=["training_class", "state"], name="enrolment_by_class"),
        ]
        constraints = [
            known("route", Route, "class_enrolment_route_is_known"),
            known("approval", Approval, "class_enrolment_approval_is_known"),
            known("state", EnrolmentState, "class_enrolment_state_is_known"),
            models.UniqueConstraint(
                name="one_live_enrolment_per_class_and_person",
                fields=["training_class", "person"],
                condition=Q(state__in=list(LIVE)),
                violation_error_message=_("已经报名，不能重复报名"),
            ),
            models.CheckConstraint(
                name="refused_enrolments_are_not_live",
                condition=~Q(approval="refused", state__in=list(LIVE)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.training_class}"


class LeaveRequest(models.Model):
    """请假: one session that somebody of the class asks to miss."""

    enrolment = models.ForeignKey(
        Enrolment, verbose_name=_("报名"), on_delete=models.PROTECT, related_name="leaves"
    )
    session = models.ForeignKey(
        Session, verbose_name=_("课次"), on_delete=models.PROTECT, related_name="leaves"
    )
    reason = models.CharField(_("请假事由"), max_length=200)
    state = models.CharField(
        _("状态"), max_length=8, choices=AnswerState, default=AnswerState.ASKED
    )
    asked_at = models.DateTimeField(_("申请时间"))
    answered_by = models.CharField(_("批准人"), max_length=100, blank=True)
    answer = models.CharField(_("批复说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("请假")
        ordering = ["session", "pk"]
        constraints = [
            known("state", AnswerState, "leave_request_state_is_known"),
            models.UniqueConstraint(
                name="one_leave_request_per_enrolment_and_session",
                fields=["enrolment", "session"],
                condition=~Q(state="refused"),
                violation_error_message=_("这个课次已经请假"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} {self.session}"
