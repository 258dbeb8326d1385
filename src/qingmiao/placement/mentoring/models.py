from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.people.dossiers.models import Person
from qingmiao.placement.mentoring.enums import MentorshipState
from qingmiao.placement.postings.models import Posting
from qingmiao.registers.models import Record, RecordQuerySet, known, record_constraints


class Mentorships(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc] # built by a call
    """Pairs that know when they last talked: the fact is no secret, what was said is."""

    def get_queryset(self) -> RecordQuerySet:
        talks = MentorTalk.objects.standing().filter(mentorship=OuterRef("pk")).order_by()
        last = talks.values("mentorship").annotate(last=Max("held_on")).values("last")
        return super().get_queryset().annotate(last_talk_on=Subquery(last))


class Mentorship(Record):
    """帮带: a named mentor for one person, usually for the time of a posting."""

    mentee = models.ForeignKey(
        Person, verbose_name=_("帮带对象"), on_delete=models.PROTECT, related_name="+"
    )
    mentor = models.ForeignKey(
        Person, verbose_name=_("导师"), on_delete=models.PROTECT, related_name="+"
    )
    posting = models.ForeignKey(
        Posting, verbose_name=pgettext_lazy("field", "选派"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    begins = models.DateField(_("开始日期"))
    ends = models.DateField(_("结束日期"), null=True, blank=True)
    goals = models.CharField(_("帮带目标"), max_length=300, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=MentorshipState, default=MentorshipState.ACTIVE
    )

    objects: ClassVar[Any] = Mentorships()

    class Meta:
        verbose_name = _("帮带结对")
        ordering = ["-begins", "-pk"]
        constraints = [
            *record_constraints("mentorship"),
            known("state", MentorshipState, "mentorship_state_is_known"),
            models.CheckConstraint(
                name="nobody_mentors_oneself",
                condition=~Q(mentor=F("mentee")),
                violation_error_message=_("导师不得为本人"),
            ),
            models.UniqueConstraint(
                name="one_active_mentorship_per_pair",
                fields=["mentor", "mentee"],
                condition=Q(ends__isnull=True, voided_at__isnull=True),
                violation_error_message=_("这一对已在帮带中"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} → {self.mentee}"


class MentorTalk(Record):
    """帮带谈话: private to the pair and the organization department.

    Its text tells that the pair talked and when, never what about: the ledger quotes it.
    """

    mentorship = models.ForeignKey(
        Mentorship, verbose_name=_("帮带结对"), on_delete=models.PROTECT, related_name="talks"
    )
    held_on = models.DateField(_("日期"))
    question = models.CharField(pgettext_lazy("mentoring talk", "问题"), max_length=300)
    advice = models.CharField(_("建议"), max_length=400)
    is_confirmed = models.BooleanField(_("双方确认"), default=False)

    class Meta:
        verbose_name = _("帮带谈话")
        ordering = ["-held_on", "-pk"]
        constraints = [*record_constraints("mentor_talk")]

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d} {self.mentorship}"
