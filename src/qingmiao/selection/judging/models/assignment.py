import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.registers.models import known
from qingmiao.selection.contests.models import Entry, Stage
from qingmiao.selection.judging.enums import AssignmentState, SittingState
from qingmiao.selection.judging.models.judge import Judge


class Sitting(models.Model):
    """评审场次 of a stage: opened for marking once, then sealed. Sealed is for good."""

    stage = models.OneToOneField(
        Stage, verbose_name=_("环节"), on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        _("状态"), max_length=6, choices=SittingState, default=SittingState.OPEN
    )
    opened_at = models.DateTimeField(_("开始时间"), db_default=Now())
    opened_by = models.CharField(_("开始人"), max_length=100)
    closed_at = models.DateTimeField(_("封存时间"), null=True, blank=True)
    closed_by = models.CharField(_("封存人"), max_length=100, blank=True)
    close_reason = models.CharField(_("封存说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("评审场次")
        constraints = [
            known("state", SittingState, "sitting_state_is_known"),
            models.CheckConstraint(
                name="a_sealed_sitting_says_when_and_by_whom",
                condition=Q(state="open", closed_at__isnull=True, closed_by="")
                | (Q(state="closed", closed_at__isnull=False) & ~Q(closed_by="")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="sealed_for_good",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF OLD.state = 'closed' THEN
                    RAISE EXCEPTION 'a sealed sitting stays sealed';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage}"


class Advancement(models.Model):
    """晋级: who goes on from a stage, by the rule or by a decision with its reason.

    The one place that says it: who is assigned, shown as competing and counted later is read from here. A
    list is never rewritten; after a correction another is decided, with its reason, and the newest counts.
    """

    stage = models.ForeignKey(
        Stage, verbose_name=_("环节"), on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveSmallIntegerField(_("第几次"), default=1)
    plates = models.JSONField(_("晋级号牌"))
    computation_number = models.PositiveSmallIntegerField(_("依据的成绩计算"))
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)
    decided_by = models.CharField(_("办理人"), max_length=100)

    class Meta:
        verbose_name = _("晋级名单")
        constraints = [
            models.UniqueConstraint(
                name="one_list_per_stage_and_number", fields=["stage", "number"]
            ),
            models.CheckConstraint(
                name="a_later_list_says_why",
                condition=Q(number=1) | Q(number__gt=1) & ~Q(reason=""),
                violation_error_message=_("重新研究晋级名单须写明理由"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="said_once", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.stage}"


class Assignment(models.Model):
    """分派: one judge is to mark one entry in one stage."""

    judge = models.ForeignKey(
        Judge, verbose_name=_("评委"), on_delete=models.PROTECT, related_name="assignments"
    )
    entry = models.ForeignKey(
        Entry, verbose_name=_("参赛"), on_delete=models.PROTECT, related_name="+"
    )
    stage = models.ForeignKey(
        Stage, verbose_name=_("环节"), on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        _("状态"), max_length=8, choices=AssignmentState, default=AssignmentState.ASSIGNED
    )
    assigned_at = models.DateTimeField(_("分派时间"), db_default=Now())
    assigned_by = models.CharField(_("分派人"), max_length=100)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    ended_by = models.CharField(_("办理人"), max_length=100, blank=True)
    end_reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("评审分派")
        ordering = ["stage", "entry", "judge"]
        indexes = [models.Index(fields=["stage", "entry"], name="assignment_by_stage_and_entry")]
        constraints = [
            known("state", AssignmentState, "assignment_state_is_known"),
            models.UniqueConstraint(
                name="one_assignment_per_judge_entry_and_stage",
                fields=["judge", "entry", "stage"],
                condition=Q(state="assigned"),
                violation_error_message=_("该评委已分派评审这个号牌"),
            ),
            models.CheckConstraint(
                name="an_assignment_ends_with_a_reason",
                condition=Q(state="assigned", ended_at__isnull=True, end_reason="")
                | (~Q(state="assigned") & Q(ended_at__isnull=False) & ~Q(end_reason="")),
                violation_error_message=_("请写明理由"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="nobody_judges_against_a_hard_conflict",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                IF EXISTS (
                    SELECT 1 FROM judging_conflict c
                    WHERE c.judge_id = NEW.judge_id AND c.entry_id = NEW.entry_id
                      AND c.severity = 'hard' AND c.lifted_at IS NULL
                ) THEN RAISE EXCEPTION 'a hard conflict forbids this assignment'; END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="nobody_is_assigned_who_cannot_sit",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                PERFORM 1 FROM judging_judge j WHERE j.id = NEW.judge_id FOR KEY SHARE;
                IF EXISTS (
                    SELECT 1 FROM judging_absence a
                    WHERE a.judge_id = NEW.judge_id AND a.stage_id = NEW.stage_id
                      AND a.withdrawn_at IS NULL
                ) THEN RAISE EXCEPTION 'the judge cannot sit at this stage'; END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.judge.label} {self.stage.name} {self.entry.plate_no}"
