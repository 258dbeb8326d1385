from typing import Any, ClassVar

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.lectures.enums import LectureState
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

    objects: ClassVar[Any] = CorpsMembers()

    class Meta:
        verbose_name = _("宣讲团成员")
        ordering = ["joined_on", "pk"]
        constraints = [
            *record_constraints("corps_member"),
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
    place = models.CharField(_("地点"), max_length=120, blank=True)
    audience = models.PositiveIntegerField(_("听众人数"), default=0)
    state = models.CharField(
        _("状态"), max_length=10, choices=LectureState, default=LectureState.DELIVERED
    )
    proof = models.CharField(_("佐证"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("宣讲场次")
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["held_on"], name="lecture_by_day")]
        constraints = [
            *record_constraints("lecture"),
            known("state", LectureState, "lecture_state_is_known"),
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
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.lecture}"
