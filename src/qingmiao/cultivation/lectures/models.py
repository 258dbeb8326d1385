from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.lectures.enums import LectureState, Route
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, RecordQuerySet, known, record_constraints


class CorpsMembers(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc] # built by a call
    """Members who know how often they spoke: ``deliveries``, and ``has_spoken`` to filter by."""

    def get_queryset(self) -> RecordQuerySet:
        spoken = Speaking.objects.delivered().filter(member=OuterRef("pk")).order_by()
        times = spoken.values("member").annotate(times=Count("pk")).values("times")
        return (
            super()
            .get_queryset()
            .annotate(deliveries=Coalesce(Subquery(times), 0), has_spoken=Exists(spoken))
        )


class Speakings(RecordQuerySet):
    def delivered(self) -> "Speakings":
        """Participations (人次): standing, at a lecture that stands and was delivered."""
        return self.standing().filter(
            lecture__voided_at__isnull=True, lecture__state=LectureState.DELIVERED
        )


class CorpsMember(Record):
    """青年宣讲团成员."""

    person = models.ForeignKey(
        Person, verbose_name=_("成员"), on_delete=models.PROTECT, related_name="+"
    )
    joined_on = models.DateField(_("入团日期"))
    left_on = models.DateField(_("退团日期"), null=True, blank=True)
    topics = models.CharField(_("宣讲主题"), max_length=200, blank=True)
    route = models.CharField(_("入团途径"), max_length=10, choices=Route, blank=True)
    source_id = models.BigIntegerField(
        _("来源记录编号"), null=True, blank=True, help_text=_("参赛记录或推荐记录的编号")
    )

    objects: ClassVar[Any] = CorpsMembers()

    class Meta:
        verbose_name = _("宣讲团成员")
        ordering = ["joined_on", "pk"]
        constraints = [
            *record_constraints("corps_member"),
            models.CheckConstraint(
                name="corps_member_route_is_known", condition=Q(route__in=["", *Route.values])
            ),
            models.CheckConstraint(
                name="corps_member_source_has_a_route",
                condition=Q(source_id__isnull=True) | ~Q(route=""),
                violation_error_message=_("填写来源记录编号的，须选择入团途径"),
            ),
            models.UniqueConstraint(
                name="one_open_corps_membership_per_person",
                fields=["person"],
                condition=Q(left_on__isnull=True, voided_at__isnull=True),
                violation_error_message=_("该同志已是宣讲团成员"),
            ),
            models.CheckConstraint(
                name="corps_member_leaves_after_joining",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                violation_error_message=_("退团日期不得早于入团日期"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Lecture(Record):
    """宣讲: one session (场次) delivered, or asked for, at one place."""

    title = models.CharField(_("宣讲题目"), max_length=160)
    host = models.ForeignKey(
        Unit, verbose_name=_("点单单位"), on_delete=models.PROTECT, related_name="+"
    )
    held_on = models.DateField(_("宣讲日期"))
    begins_at = models.TimeField(_("开始时间"), null=True, blank=True)
    ends_at = models.TimeField(_("结束时间"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=120, blank=True)
    audience = models.PositiveIntegerField(_("听众人数"), default=0)
    state = models.CharField(
        _("状态"), max_length=10, choices=LectureState, default=LectureState.DELIVERED
    )
    proof = models.CharField(_("佐证"), max_length=160, blank=True)
    wish = models.CharField(_("点单要求"), max_length=300, blank=True)
    state_reason = models.CharField(_("办理理由"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("宣讲场次")
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["held_on"], name="lecture_by_day")]
        constraints = [
            *record_constraints("lecture"),
            known("state", LectureState, "lecture_state_is_known"),
            models.CheckConstraint(
                name="lecture_ends_after_it_begins",
                condition=Q(begins_at__isnull=True, ends_at__isnull=True)
                | Q(ends_at__gt=F("begins_at")),
                violation_error_message=_("开始和结束时间须同时填写，结束须晚于开始"),
            ),
            models.UniqueConstraint(
                name="one_lecture_per_host_day_and_title",
                fields=["host", "held_on", "title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该单位同日同题的宣讲已登记"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} {self.host} {self.title}"


class Speaking(Record):
    """宣讲人: one member speaking at one lecture. One row is one participation (人次)."""

    lecture = models.ForeignKey(
        Lecture, verbose_name=_("宣讲场次"), on_delete=models.PROTECT, related_name="speakings"
    )
    member = models.ForeignKey(
        CorpsMember, verbose_name=_("宣讲团成员"), on_delete=models.PROTECT,
        related_name="speakings",
    )  # fmt: skip
    hours = DateTimeRangeField(_("占用时间"), null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(_("应约时间"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = Speakings.as_manager()

    class Meta:
        verbose_name = _("宣讲参与")
        ordering = ["-lecture__held_on", "-pk"]
        constraints = [
            *record_constraints("speaking"),
            models.UniqueConstraint(
                name="one_speaking_per_lecture_and_member",
                fields=["lecture", "member"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该成员已登记为本场宣讲人"),
            ),
            ExclusionConstraint(
                name="one_lecture_per_member_and_hour",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    ("hours", RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at__isnull=True, hours__isnull=False),
                violation_error_message=_("该成员在这一时段已有另一场宣讲"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.lecture}"


class Delivery(models.Model):
    """送达: what the speaker hands in of a lecture held, and the word of the unit that asked for it.

    Whoever hands in does not confirm. The photograph was drawn anew and carries nothing but the picture.
    """

    lecture = models.OneToOneField(Lecture, on_delete=models.PROTECT, related_name="delivery")
    jpeg = models.BinaryField(_("现场照片"))
    signed_in = models.PositiveIntegerField(_("签到人数"))
    note = models.CharField(_("情况说明"), max_length=300, blank=True)
    handed_in_by = models.CharField(_("提交人"), max_length=100)
    handed_in_by_id = models.BigIntegerField(_("提交账号"))
    handed_in_at = models.DateTimeField(_("提交时间"), db_default=Now())
    confirmed_by = models.CharField(_("确认人"), max_length=100, blank=True)
    confirmed_by_id = models.BigIntegerField(_("确认账号"), null=True)
    confirmed_at = models.DateTimeField(_("确认时间"), null=True)

    class Meta:
        verbose_name = _("宣讲送达")
        constraints = [
            models.CheckConstraint(
                name="delivery_is_confirmed_by_somebody_else",
                condition=Q(confirmed_by_id__isnull=True)
                | ~Q(confirmed_by_id=F("handed_in_by_id")),
            ),
            models.CheckConstraint(
                name="delivery_confirmed_says_when_and_by_whom",
                condition=Q(confirmed_at__isnull=True, confirmed_by_id__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.lecture)


class Rating(models.Model):
    """评价 of one speaker at one lecture by the unit that asked: for the speaker and the manager alone."""

    speaking = models.OneToOneField(Speaking, on_delete=models.PROTECT, related_name="rating")
    score = models.PositiveSmallIntegerField(_("评分"))
    note = models.CharField(_("评价"), max_length=300, blank=True)
    rated_at = models.DateTimeField(_("评价时间"), db_default=Now())

    class Meta:
        verbose_name = _("宣讲评价")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="rating_lies_between_one_and_five", condition=Q(score__range=(1, 5))
            )
        ]

    def __str__(self) -> str:
        return f"{self.speaking} {self.score}"
