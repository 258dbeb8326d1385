import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.people.dossiers.models import Person
from qingmiao.placement.openings.models.opening import Opening
from qingmiao.placement.openings.models.round import Round
from qingmiao.placement.postings.models import Posting


def _stands() -> list[pgtrigger.Trigger]:
    return [pgtrigger.Protect(name="stands", operation=pgtrigger.Update | pgtrigger.Delete)]


class Solution(models.Model):
    """求解结果: one version of a round's answer, kept as it was found. ``question`` is the digest of what was asked."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="solutions")
    number = models.PositiveSmallIntegerField(_("版本"))
    status = models.CharField(_("结论"), max_length=12)
    objective = models.FloatField(_("总成本"), null=True)
    bound = models.FloatField(_("下界"), null=True)
    gap = models.FloatField(_("差距"), null=True)
    weights = models.JSONField(_("权重"), default=dict)
    conflict = models.JSONField(_("冲突规则"), default=list)
    people = models.PositiveIntegerField(_("人选"))
    openings = models.PositiveIntegerField(_("岗位"))
    question = models.CharField(_("题目摘要"), max_length=64)
    solved_by = models.CharField(_("求解人"), max_length=100)
    solved_at = models.DateTimeField(_("求解时间"), db_default=Now())

    class Meta:
        verbose_name = _("匹配结果")
        ordering = ["-number"]
        triggers = _stands()
        constraints = [
            models.UniqueConstraint(name="one_solution_per_number", fields=["round", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.round} #{self.number}"


class SolutionLine(models.Model):
    """Where one person goes or why nowhere; ``found`` holds codes and numbers, told in the reader's language."""

    solution = models.ForeignKey(Solution, on_delete=models.PROTECT, related_name="lines")
    person = models.ForeignKey(
        Person, verbose_name=_("干部"), on_delete=models.PROTECT, related_name="+"
    )
    opening = models.ForeignKey(
        Opening, verbose_name=_("选派岗位"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    found = models.JSONField(_("理由"), default=dict)

    class Meta:
        verbose_name = _("匹配结果行")
        ordering = ["person__roster_order", "person"]
        triggers = _stands()
        constraints = [
            models.UniqueConstraint(
                name="one_line_per_person_and_solution", fields=["solution", "person"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.opening or '—'}"


class Assignment(models.Model):
    """What an approval made of a line: the posting it proposed."""

    line = models.OneToOneField(SolutionLine, on_delete=models.PROTECT, related_name="assignment")
    opening = models.ForeignKey(
        Opening, verbose_name=_("选派岗位"), on_delete=models.PROTECT, related_name="+"
    )
    posting = models.OneToOneField(
        Posting, verbose_name=_("选派"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("匹配所派")
        triggers = _stands()

    def __str__(self) -> str:
        return str(self.posting)
