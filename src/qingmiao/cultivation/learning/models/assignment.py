from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.courses.models import TrainingClass
from qingmiao.cultivation.learning.enums import AssignmentKind, WorkState
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints


class Assignment(Record):
    """作业: what everybody of a class writes, until when, and whether the class reads what was passed."""

    training_class = models.ForeignKey(
        TrainingClass, verbose_name=_("班次"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("类别"), max_length=10, choices=AssignmentKind)
    title = models.CharField(_("题目"), max_length=120)
    brief = models.TextField(_("要求"), blank=True)
    due_at = models.DateTimeField(_("截止时间"))
    is_shared = models.BooleanField(
        _("通过后学员互阅"), default=False, help_text=_("只有批阅通过的，本班学员才能互相阅读")
    )
    is_required = models.BooleanField(
        _("列入结业要求"), default=False, help_text=_("未通过的学员不发结业证书")
    )

    class Meta:
        verbose_name = _("作业")
        ordering = ["due_at", "pk"]
        constraints = [
            *record_constraints("assignment"),
            known("kind", AssignmentKind, "assignment_kind_is_known"),
            models.UniqueConstraint(
                name="one_assignment_per_class_and_title",
                fields=["training_class", "title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该班次已有同名的作业"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Work(models.Model):
    """提交的作业: one version of what somebody handed in. A later version never rewrites an earlier one."""

    assignment = models.ForeignKey(
        Assignment, verbose_name=_("作业"), on_delete=models.PROTECT, related_name="works"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("学员"), on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveSmallIntegerField(_("第几稿"))
    text = models.TextField(_("正文"), blank=True)
    file_name = models.CharField(_("文件名"), max_length=160, blank=True)
    content = models.BinaryField(_("文件"), null=True)
    handed_at = models.DateTimeField(_("提交时间"))
    is_late = models.BooleanField(_("逾期提交"), default=False)
    state = models.CharField(
        _("批阅结果"), max_length=10, choices=WorkState, default=WorkState.HANDED_IN
    )
    remark = models.CharField(_("评语"), max_length=500, blank=True)
    reviewed_by = models.CharField(_("批阅人"), max_length=100, blank=True)
    reviewed_at = models.DateTimeField(_("批阅时间"), null=True)

    class Meta:
        verbose_name = _("提交的作业")
        ordering = ["assignment", "person__roster_order", "person", "number"]
        constraints = [
            known("state", WorkState, "work_state_is_known"),
            models.UniqueConstraint(
                name="one_work_a_number", fields=["assignment", "person", "number"]
            ),
            models.UniqueConstraint(
                name="one_work_waits_or_stands",
                fields=["assignment", "person"],
                condition=Q(state__in=["handed_in", "passed", "excellent"]),
                violation_error_message=_("已经提交，批阅退回后才能再交一稿"),
            ),
            models.CheckConstraint(
                name="a_work_says_something",
                condition=~Q(text="") | Q(content__isnull=False),
            ),
            models.CheckConstraint(
                name="what_is_reviewed_names_its_reviewer",
                condition=Q(state="handed_in", reviewed_by="", reviewed_at__isnull=True)
                | (~Q(state="handed_in") & ~Q(reviewed_by="") & Q(reviewed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="what_goes_back_says_why",
                condition=~Q(state__in=["returned", "failed"]) | ~Q(remark=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment} {self.person}"
