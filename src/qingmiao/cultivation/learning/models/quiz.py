import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.courses.models import TrainingClass
from qingmiao.cultivation.learning.enums import QuestionKind
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints


class Quiz(Record):
    """测验 of a class: its questions, the share of them to get right, and how often one may try."""

    training_class = models.ForeignKey(
        TrainingClass, verbose_name=_("班次"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("测验名称"), max_length=120)
    opens_at = models.DateTimeField(_("开放时间"))
    closes_at = models.DateTimeField(_("截止时间"))
    pass_mark = models.PositiveSmallIntegerField(_("合格线（百分制）"), default=60)
    attempts = models.PositiveSmallIntegerField(_("可答次数"), default=2)
    is_required = models.BooleanField(
        _("列入结业要求"), default=False, help_text=_("未合格的学员不发结业证书")
    )

    class Meta:
        verbose_name = _("测验")
        ordering = ["opens_at", "pk"]
        constraints = [
            *record_constraints("quiz"),
            models.UniqueConstraint(
                name="one_quiz_per_class_and_title",
                fields=["training_class", "title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该班次已有同名的测验"),
            ),
            models.CheckConstraint(
                name="quiz_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("截止时间须晚于开放时间"),
            ),
            models.CheckConstraint(
                name="quiz_can_be_passed",
                condition=Q(pass_mark__gte=1, pass_mark__lte=100, attempts__gte=1, attempts__lte=9),
                violation_error_message=_("合格线须为 1 至 100，可答次数须为 1 至 9"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class QuizQuestion(Record):
    """试题. Once anybody has answered the test its questions stand, so that all were asked the same."""

    quiz = models.ForeignKey(
        Quiz, verbose_name=_("测验"), on_delete=models.PROTECT, related_name="questions"
    )
    kind = models.CharField(_("题型"), max_length=10, choices=QuestionKind)
    text = models.CharField(_("题目"), max_length=500)
    options = models.JSONField(_("选项"), default=list)
    right = models.JSONField(_("答案"), default=list)

    class Meta:
        verbose_name = _("试题")
        ordering = ["pk"]
        constraints = [
            *record_constraints("quiz_question"),
            known("kind", QuestionKind, "quiz_question_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.text


class Attempt(models.Model):
    """答卷: what somebody ticked and what that came to. It is never changed."""

    quiz = models.ForeignKey(
        Quiz, verbose_name=_("测验"), on_delete=models.PROTECT, related_name="answered"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("学员"), on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveSmallIntegerField(_("第几次"))
    answered_at = models.DateTimeField(_("答卷时间"))
    answers = models.JSONField(_("作答"), default=dict)
    score = models.PositiveSmallIntegerField(_("成绩"))
    is_passed = models.BooleanField(_("合格"))

    class Meta:
        verbose_name = _("答卷")
        ordering = ["quiz", "person__roster_order", "person", "number"]
        triggers = [
            pgtrigger.Protect(name="attempt_stands", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_attempt_a_number", fields=["quiz", "person", "number"]
            ),
            models.CheckConstraint(
                name="attempt_score_is_a_percentage", condition=Q(score__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} {self.person}"
