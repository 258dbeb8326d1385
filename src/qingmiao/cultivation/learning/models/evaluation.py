import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.courses.models import TrainingClass
from qingmiao.cultivation.learning.enums import Criterion
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import known

STANDS = [pgtrigger.Protect(name="stands", operation=pgtrigger.Update | pgtrigger.Delete)]


class Evaluation(models.Model):
    """评课期: until when a class is evaluated and from how many answers on it is told.

    Written with the first answer and never again: were the class to end later or the article to change
    after something was shown, one more answer would be told by the difference.
    """

    training_class = models.OneToOneField(
        TrainingClass, verbose_name=_("班次"), on_delete=models.PROTECT, related_name="+"
    )
    opens = models.DateField(_("评课开始"))
    closes = models.DateField(_("评课截止"))
    least = models.PositiveSmallIntegerField(_("公布所需份数"))

    class Meta:
        verbose_name = _("评课期")
        triggers = STANDS
        constraints = [
            models.CheckConstraint(
                name="evaluation_closes_after_it_opens", condition=Q(closes__gte=F("opens"))
            ),
            models.CheckConstraint(name="one_answer_is_never_told", condition=Q(least__gte=2)),
        ]

    def __str__(self) -> str:
        return str(self.training_class)


class Evaluator(models.Model):
    """谁评过课: that somebody evaluated a class, and nothing of what they said."""

    training_class = models.ForeignKey(
        TrainingClass, verbose_name=_("班次"), on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("学员"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("评课人")
        triggers = STANDS
        constraints = [
            models.UniqueConstraint(
                name="one_evaluation_a_person", fields=["training_class", "person"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.training_class} {self.person}"


class Tally(models.Model):
    """评课计数: how many gave this mark. No answer is kept whole, so none can be led back to a person."""

    training_class = models.ForeignKey(
        TrainingClass, verbose_name=_("班次"), on_delete=models.PROTECT, related_name="+"
    )
    teacher = models.CharField(_("授课人"), max_length=60, blank=True)
    criterion = models.CharField(_("评价项目"), max_length=12, choices=Criterion)
    mark = models.PositiveSmallIntegerField(_("评分"))
    count = models.PositiveIntegerField(_("评课份数"), default=0)

    class Meta:
        verbose_name = _("评课计数")
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="marks_stand",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["count"]),
            ),
            pgtrigger.Protect(
                name="counts_one_more",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(new__count=pgtrigger.F("old__count") + 1),
            ),
        ]
        constraints = [
            known("criterion", Criterion, "tally_criterion_is_known"),
            models.CheckConstraint(
                name="marks_run_from_one_to_five", condition=Q(mark__gte=1, mark__lte=5)
            ),
            models.UniqueConstraint(
                name="one_tally_a_mark",
                fields=["training_class", "teacher", "criterion", "mark"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.training_class} {self.get_criterion_display()} {self.mark}"


class Remark(models.Model):
    """评课意见: a drawn key and no moment, so its place in the table tells nothing of who wrote it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    training_class = models.ForeignKey(
        TrainingClass, verbose_name=_("班次"), on_delete=models.PROTECT, related_name="+"
    )
    text = models.CharField(_("意见"), max_length=500)

    class Meta:
        verbose_name = _("评课意见")
        triggers = STANDS

    def __str__(self) -> str:
        return self.text
