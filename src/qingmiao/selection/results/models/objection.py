import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.registers.models import known
from qingmiao.selection.contests.models import Entry
from qingmiao.selection.results.enums import ObjectionState


class Objection(models.Model):
    """异议 to the result of an entry, by the contestant or the sending unit; decided by somebody else."""

    entry = models.ForeignKey(
        Entry, verbose_name=_("参赛"), on_delete=models.PROTECT, related_name="+"
    )
    grounds = models.CharField(_("异议事项和理由"), max_length=1000)
    state = models.CharField(
        _("状态"), max_length=10, choices=ObjectionState, default=ObjectionState.RAISED
    )
    raised_on = models.DateField(_("提出日期"))
    raised_at = models.DateTimeField(_("提出时间"), db_default=Now(), editable=False)
    raised_by = models.CharField(_("提出人"), max_length=100)
    raised_by_account = models.BigIntegerField(_("提出账号"))
    answer = models.CharField(_("处理意见"), max_length=1000, blank=True)
    decided_at = models.DateTimeField(_("处理时间"), null=True, blank=True)
    decided_by = models.CharField(_("处理人"), max_length=100, blank=True)
    decided_by_account = models.BigIntegerField(_("处理账号"), null=True, blank=True)

    class Meta:
        verbose_name = _("成绩异议")
        ordering = ["-raised_at", "-pk"]
        constraints = [
            known("state", ObjectionState, "objection_state_is_known"),
            models.CheckConstraint(
                name="an_objection_says_what",
                condition=~Q(grounds=""),
                violation_error_message=_("请写明异议事项和理由"),
            ),
            models.CheckConstraint(
                name="an_objection_is_decided_by_somebody_else",
                condition=Q(state="raised", decided_by_account__isnull=True, answer="")
                | (
                    ~Q(state="raised")
                    & Q(decided_by_account__isnull=False, decided_at__isnull=False)
                    & ~Q(answer="")
                    & ~Q(decided_by_account=F("raised_by_account"))
                ),
                violation_error_message=_("提出异议的人不能处理"),
            ),
            models.UniqueConstraint(
                name="one_open_objection_per_entry_and_account",
                fields=["entry", "raised_by_account"],
                condition=Q(state="raised"),
                violation_error_message=_("您对这名选手的异议还在处理"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="decided_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF OLD.state <> 'raised' OR NEW.grounds <> OLD.grounds OR NEW.entry_id <> OLD.entry_id
                   OR NEW.raised_by_account <> OLD.raised_by_account
                THEN RAISE EXCEPTION 'an objection stands as it was raised and is decided once'
                     USING ERRCODE = 'check_violation'; END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.get_state_display()}"
