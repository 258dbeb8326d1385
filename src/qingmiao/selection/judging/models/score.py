import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.registers.models import known
from qingmiao.selection.contests.models import Criterion
from qingmiao.selection.judging.enums import CorrectionState
from qingmiao.selection.judging.models.sheet import Sheet


class DraftMark(models.Model):
    """草稿: what a judge has typed so far for one criterion. The later press wins, whatever arrives last."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="drafts")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("分数"), max_length=12, blank=True)
    sequence = models.BigIntegerField(_("次序"), default=0)
    saved_at = models.DateTimeField(_("保存时间"), db_default=Now())

    class Meta:
        verbose_name = _("评分草稿")
        constraints = [
            models.UniqueConstraint(
                name="one_draft_mark_per_sheet_and_criterion", fields=["sheet", "criterion"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.criterion.name}"


class Correction(models.Model):
    """更正 of one mark of a signed sheet: asked by one person, decided by another."""

    sheet = models.ForeignKey(
        Sheet, verbose_name=_("评分表"), on_delete=models.PROTECT, related_name="corrections"
    )
    criterion = models.ForeignKey(
        Criterion, verbose_name=_("评分要素"), on_delete=models.PROTECT, related_name="+"
    )
    value = models.DecimalField(_("更正为"), max_digits=6, decimal_places=2)
    reason = models.CharField(_("更正理由"), max_length=300)
    state = models.CharField(
        _("状态"), max_length=8, choices=CorrectionState, default=CorrectionState.ASKED
    )
    asked_at = models.DateTimeField(_("提出时间"), db_default=Now())
    asked_by_account = models.BigIntegerField(_("提出账号"))
    asked_by = models.CharField(_("提出人"), max_length=100)
    decided_at = models.DateTimeField(_("复签时间"), null=True, blank=True)
    decided_by_account = models.BigIntegerField(_("复签账号"), null=True, blank=True)
    decided_by = models.CharField(_("复签人"), max_length=100, blank=True)
    answer = models.CharField(_("复签意见"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("评分更正")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            known("state", CorrectionState, "correction_state_is_known"),
            models.CheckConstraint(
                name="a_correction_says_why",
                condition=~Q(reason=""),
                violation_error_message=_("请写明更正理由"),
            ),
            models.CheckConstraint(
                name="a_correction_has_a_second_signature",
                condition=Q(state="asked", decided_by_account__isnull=True)
                | (
                    Q(decided_by_account__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by_account=F("asked_by_account"))
                    & ~Q(state="asked")
                ),
                violation_error_message=_("提出更正的人不能复签"),
            ),
            models.UniqueConstraint(
                name="one_open_correction_per_sheet_and_criterion",
                fields=["sheet", "criterion"],
                condition=Q(state="asked"),
                violation_error_message=_("这一项已有待复签的更正"),
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.sheet} {self.criterion.name}"


class Score(models.Model):
    """分数: insert-only. The highest version of a sheet and criterion is the mark that counts.

    The database itself refuses what is off the scale or the step, of another stage, after the sheet was
    closed, and whatever has no second signature; and it writes the moment by its own clock.
    """

    sheet = models.ForeignKey(
        Sheet, verbose_name=_("评分表"), on_delete=models.PROTECT, related_name="scores"
    )
    criterion = models.ForeignKey(
        Criterion, verbose_name=_("评分要素"), on_delete=models.PROTECT, related_name="+"
    )
    value = models.DecimalField(_("分数"), max_digits=6, decimal_places=2)
    version = models.PositiveSmallIntegerField(_("版次"), default=1)
    correction = models.OneToOneField(
        Correction, verbose_name=_("更正"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="score",
    )  # fmt: skip
    entered_at = models.DateTimeField(_("时间"), db_default=Now())

    class Meta:
        verbose_name = _("评分")
        ordering = ["sheet", "criterion", "version"]
        constraints = [
            models.UniqueConstraint(
                name="one_score_per_sheet_criterion_and_version",
                fields=["sheet", "criterion", "version"],
                violation_error_message=_("这一项已经评过分"),
            ),
            models.CheckConstraint(
                name="a_later_score_is_a_correction",
                condition=Q(version=1, correction__isnull=True)
                | Q(version__gt=1, correction__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="scores_are_insert_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="a_score_fits_its_sheet",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("s", "record"), ("c", "record"), ("k", "record"), ("newest", "integer")],
                func="""
                SELECT sh.state, sh.signed_at, a.stage_id INTO s
                  FROM judging_sheet sh JOIN judging_assignment a ON a.id = sh.assignment_id
                 WHERE sh.id = NEW.sheet_id;
                SELECT stage_id, lowest, highest, step INTO c
                  FROM contests_criterion WHERE id = NEW.criterion_id;
                IF c.stage_id <> s.stage_id THEN
                    RAISE EXCEPTION 'the criterion belongs to another stage';
                END IF;
                IF NEW.value < c.lowest OR NEW.value > c.highest THEN
                    RAISE EXCEPTION 'the score is off the scale';
                END IF;
                IF c.step IS NOT NULL AND mod(NEW.value - c.lowest, c.step) <> 0 THEN
                    RAISE EXCEPTION 'the score is between two steps of the scale';
                END IF;
                IF s.state <> 'signed' THEN RAISE EXCEPTION 'the sheet is not signed'; END IF;
                IF NEW.version = 1 AND s.signed_at <> now() THEN
                    RAISE EXCEPTION 'a signed sheet is closed';
                END IF;
                IF NEW.version > 1 THEN
                    SELECT sheet_id, criterion_id, value, state INTO k
                      FROM judging_correction WHERE id = NEW.correction_id;
                    IF k.state <> 'made' OR k.sheet_id <> NEW.sheet_id
                       OR k.criterion_id <> NEW.criterion_id OR k.value <> NEW.value THEN
                        RAISE EXCEPTION 'a correction needs its second signature';
                    END IF;
                    SELECT coalesce(max(version), 0) INTO newest FROM judging_score
                     WHERE sheet_id = NEW.sheet_id AND criterion_id = NEW.criterion_id;
                    IF NEW.version <> newest + 1 THEN
                        RAISE EXCEPTION 'a correction follows the newest score';
                    END IF;
                END IF;
                NEW.entered_at := now();
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.criterion.name} {self.value}"
