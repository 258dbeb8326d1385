import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.registers.models import known
from qingmiao.selection.judging.enums import SheetState
from qingmiao.selection.judging.models.assignment import Assignment


class Sheet(models.Model):
    """评分表 of one assignment: a draft until it is signed, and then closed for good.

    ``commitment`` is the hash of the marks and the salt, told to the ledger at signing; the salt is
    shown when the stage is sealed, so that anybody can compare. The moment of signing is the database's.
    """

    assignment = models.OneToOneField(
        Assignment, verbose_name=_("分派"), on_delete=models.PROTECT, related_name="sheet"
    )
    state = models.CharField(_("状态"), max_length=8, choices=SheetState, default=SheetState.DRAFT)
    is_paper = models.BooleanField(_("纸质评分"), default=False)
    keyed_by_account = models.BigIntegerField(_("录入账号"), null=True, blank=True)
    keyed_by = models.CharField(_("录入人"), max_length=100, blank=True)
    confirmed_by_account = models.BigIntegerField(_("复核账号"), null=True, blank=True)
    confirmed_by = models.CharField(_("复核人"), max_length=100, blank=True)
    return_reason = models.CharField(_("退回理由"), max_length=300, blank=True)
    begun_at = models.DateTimeField(_("开始时间"), db_default=Now())
    signed_at = models.DateTimeField(_("签名时间"), null=True, blank=True)
    signed_by = models.CharField(_("签名人"), max_length=100, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    commitment = models.CharField(_("承诺值"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("评分表")
        constraints = [
            known("state", SheetState, "sheet_state_is_known"),
            models.CheckConstraint(
                name="a_signed_sheet_is_committed",
                condition=(~Q(state="signed") & Q(signed_at__isnull=True, commitment="", salt=""))
                | (
                    Q(state="signed", signed_at__isnull=False)
                    & ~Q(commitment="")
                    & ~Q(salt="")
                    & ~Q(signed_by="")
                ),
            ),
            models.CheckConstraint(
                name="whoever_keys_a_paper_sheet_does_not_confirm_it",
                condition=Q(keyed_by_account__isnull=True)
                | Q(confirmed_by_account__isnull=True)
                | ~Q(confirmed_by_account=F("keyed_by_account")),
                violation_error_message=_("录入人不能复核自己录入的评分"),
            ),
            models.CheckConstraint(
                name="a_signed_paper_sheet_was_confirmed",
                condition=Q(is_paper=False)
                | ~Q(state="signed")
                | Q(keyed_by_account__isnull=False, confirmed_by_account__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="signed_by_the_clock_of_the_database",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                IF TG_OP = 'UPDATE' AND OLD.state = 'signed' THEN
                    RAISE EXCEPTION 'a signed sheet is closed';
                END IF;
                IF NEW.state = 'signed' THEN NEW.signed_at := now(); END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}"
