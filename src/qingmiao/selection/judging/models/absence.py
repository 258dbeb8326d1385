import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.selection.contests.models import Stage
from qingmiao.selection.judging.models.judge import Judge


class Absence(models.Model):
    """不能到场: a stage at which a judge cannot sit. Said, and taken back, before the stage opens."""

    judge = models.ForeignKey(
        Judge, verbose_name=_("评委"), on_delete=models.PROTECT, related_name="absences"
    )
    stage = models.ForeignKey(
        Stage, verbose_name=_("环节"), on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    is_for_judge = models.BooleanField(_("赛务代为登记"), default=False)
    stated_at = models.DateTimeField(_("登记时间"), db_default=Now())
    stated_by = models.CharField(_("登记人"), max_length=100)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_by = models.CharField(_("撤回人"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("评委不能到场")
        ordering = ["judge", "stage", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_absence_per_judge_and_stage",
                fields=["judge", "stage"],
                condition=Q(withdrawn_at__isnull=True),
                violation_error_message=_("这个环节已登记不能到场"),
            ),
            models.CheckConstraint(
                name="who_speaks_for_a_judge_says_why",
                condition=Q(is_for_judge=False) | ~Q(reason=""),
                violation_error_message=_("代评委登记须写明理由"),
            ),
            models.CheckConstraint(
                name="a_withdrawn_absence_says_by_whom",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="said_before_the_stage_opens",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                IF EXISTS (SELECT 1 FROM judging_sitting s WHERE s.stage_id = NEW.stage_id) THEN
                    RAISE EXCEPTION 'the stage has opened: who sits is settled';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.judge.label} {self.stage.name}"
