from typing import ClassVar

from django.db import models
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, RecordQuerySet, known, record_constraints
from qingmiao.stewardship.childcare.enums import HOLDS_A_SEAT, EnrolmentState


def _standing_enrolments(*states: str) -> Coalesce:
    counted = (
        Enrolment.objects.standing()
        .filter(session=OuterRef("pk"), state__in=states)
        .order_by()
        .values("session")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Coalesce(Subquery(counted), 0)


_Records = models.Manager.from_queryset(RecordQuerySet)


class CareSessions(_Records):
    """Every session comes with how many children it took and how many wait: counts, never names."""

    def get_queryset(self) -> QuerySet:
        return (
            super()
            .get_queryset()
            .annotate(
                confirmed=_standing_enrolments(*HOLDS_A_SEAT),
                waiting=_standing_enrolments(EnrolmentState.WAITING),
            )
        )


class CareSession(Record):
    """托管班: one class of one holiday term."""

    title = models.CharField(_("班名"), max_length=120)
    begins = models.DateField(_("开班日期"))
    ends = models.DateField(_("结束日期"))
    place = models.CharField(_("地点"), max_length=120)
    grades = models.CharField(_("适合年级"), max_length=40)
    seats = models.PositiveSmallIntegerField(_("名额"))

    objects: ClassVar = CareSessions()  # type: ignore[assignment]  # a manager that knows more

    class Meta:
        verbose_name = _("托管班")
        ordering = ["-begins", "title"]
        constraints = [
            *record_constraints("care_session"),
            models.UniqueConstraint(
                name="one_care_session_per_title",
                fields=["title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("已有同名的托管班"),
            ),
            models.CheckConstraint(
                name="care_session_ends_after_it_begins",
                condition=Q(ends__gte=F("begins")),
                violation_error_message=_("结束日期不得早于开班日期"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Enrolment(Record):
    """托管报名. Of the child only what care needs: a form of address and a grade (PIPL 28, 31)."""

    session = models.ForeignKey(
        CareSession, verbose_name=_("托管班"), on_delete=models.PROTECT, related_name="enrolments"
    )
    guardian = models.ForeignKey(
        Person, verbose_name=_("监护人（干部）"), on_delete=models.PROTECT, related_name="+"
    )
    child_alias = models.CharField(_("孩子称呼"), max_length=20, help_text=_("只填小名或称呼"))
    grade = models.PositiveSmallIntegerField(_("年级"))
    applied_on = models.DateField(_("申请日期"))
    has_consent = models.BooleanField(
        _("监护人同意处理儿童信息"), default=False,
        help_text=_("处理不满十四周岁未成年人个人信息须取得监护人同意（个人信息保护法第三十一条）"),
    )  # fmt: skip
    state = models.CharField(
        _("状态"), max_length=10, choices=EnrolmentState, default=EnrolmentState.APPLIED
    )

    class Meta:
        verbose_name = _("托管报名")
        ordering = ["-applied_on", "-pk"]
        constraints = [
            *record_constraints("enrolment"),
            known("state", EnrolmentState, "enrolment_state_is_known"),
            models.UniqueConstraint(
                name="one_enrolment_per_child_and_session",
                fields=["session", "guardian", "child_alias"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该孩子已报名本班"),
            ),
            models.CheckConstraint(
                name="enrolment_grade_is_a_school_grade",
                condition=Q(grade__gte=1, grade__lte=9),
                violation_error_message=_("年级为 1 至 9"),
            ),
            models.CheckConstraint(
                name="no_enrolment_without_consent",
                condition=Q(has_consent=True),
                violation_error_message=_("须先取得监护人同意"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guardian} {self.session}"
