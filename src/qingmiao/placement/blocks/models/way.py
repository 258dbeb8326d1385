"""What hangs on a request: its way line by line, its photographs, and who asks at its open doors."""

from uuid import uuid4

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.access.models import VisitorTry
from qingmiao.people.dossiers.models import Person
from qingmiao.placement.blocks.enums import Phase, RequestState, StepKind
from qingmiao.placement.blocks.models.request import ResidentRequest
from qingmiao.registers.models import Record, known, record_constraints


class RequestStep(models.Model):
    """办理过程: one line of a request's way. Insert-only: a trigger refuses change and removal.

    ``round`` counts how often the request had come back; in each round the resident answers once.
    """

    request = models.ForeignKey(ResidentRequest, on_delete=models.PROTECT, related_name="way")
    kind = models.CharField(max_length=12, choices=StepKind)
    state = models.CharField(max_length=10, choices=RequestState)
    round = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()
    written_at = models.DateTimeField(db_default=Now())
    by = models.CharField(max_length=100)
    handler = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = _("办理过程")
        ordering = ["pk"]
        constraints = [
            known("kind", StepKind, "request_step_kind_is_known"),
            known("state", RequestState, "request_step_state_is_known"),
            models.UniqueConstraint(
                name="one_answer_per_round_of_a_request",
                fields=["request", "round"],
                condition=Q(kind__in=[StepKind.CONFIRMED, StepKind.DENIED]),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="a_step_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_kind_display()}"


class RequestPhoto(Record):
    """办理照片: drawn anew without place or device, sealed with the key outside the database."""

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request = models.ForeignKey(ResidentRequest, on_delete=models.PROTECT, related_name="photos")
    phase = models.CharField(_("阶段"), max_length=6, choices=Phase)
    sealed = models.BinaryField(_("密存内容"))
    size = models.PositiveIntegerField(_("字节数"))
    width = models.PositiveSmallIntegerField(_("宽"))
    height = models.PositiveSmallIntegerField(_("高"))
    digest = models.BinaryField(_("原文件摘要"), max_length=32)

    class Meta:
        verbose_name = _("办理照片")
        ordering = ["request", "-phase", "pk"]
        constraints = [
            *record_constraints("request_photo"),
            known("phase", Phase, "request_photo_phase_is_known"),
            models.UniqueConstraint(
                name="one_standing_photo_per_request_and_file",
                fields=["request", "digest"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("这张照片已经在这件诉求里"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_phase_display()} {self.pk}"


class IntakeTry(VisitorTry):
    """How often one address sent something in, and how often one block was sent something, in one hour."""

    class Meta:
        verbose_name = _("扫码受理次数")
        constraints = [
            models.UniqueConstraint(name="one_intake_count_an_hour", fields=["visitor", "minute"]),
        ]


class AnswerTry(VisitorTry):
    """How often one address opened answer links in one minute, right or wrong."""

    class Meta:
        verbose_name = _("答复链接访问次数")
        constraints = [
            models.UniqueConstraint(name="one_answer_count_a_minute", fields=["visitor", "minute"]),
        ]
