import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.registers.models import known
from qingmiao.selection.contests.enums import Party
from qingmiao.selection.contests.models.contest import Contest


class PlateDraw(models.Model):
    """抽签定号: the frozen list of one contest, the word said aloud, and the order that came of both.

    The list holds entry numbers (报名号), never names: whoever is judged later is judged by plate.
    """

    contest = models.OneToOneField(
        Contest, verbose_name=_("比武"), on_delete=models.PROTECT, related_name="plate_draw"
    )
    purpose = models.CharField(_("抽签事项"), max_length=200)
    entries = models.JSONField(_("名单"))
    listed_on = models.DateField(_("名单冻结日期"))
    listed_by = models.CharField(_("冻结人"), max_length=100)
    word = models.CharField(_("现场公开值"), max_length=100, blank=True)
    drawn_at = models.DateTimeField(_("抽签时间"), null=True)
    drawn_by = models.CharField(_("抽签人"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("抽签定号")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_plate_draw_is_done_whole",
                condition=Q(drawn_at__isnull=True, word="", drawn_by="")
                | (Q(drawn_at__isnull=False) & ~Q(word="") & ~Q(drawn_by="")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="drawn_once_from_one_list",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF OLD.drawn_at IS NOT NULL OR NEW.entries <> OLD.entries OR NEW.purpose <> OLD.purpose
                   OR NEW.contest_id <> OLD.contest_id
                THEN RAISE EXCEPTION 'the list is frozen and drawn once' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.purpose


class DrawShare(models.Model):
    """种子份额: one party's part of the seed, committed to before the word was said, shown after."""

    draw = models.ForeignKey(PlateDraw, on_delete=models.PROTECT, related_name="shares")
    party = models.CharField(_("一方"), max_length=10, choices=Party)
    account_id = models.BigIntegerField(_("账号"))
    name = models.CharField(_("姓名"), max_length=100)
    secret = models.CharField(_("份额"), max_length=64)
    commitment = models.CharField(_("承诺"), max_length=64)
    committed_at = models.DateTimeField(_("承诺时间"))

    class Meta:
        verbose_name = _("种子份额")
        ordering = ["party"]
        constraints = [
            known("party", Party, "draw_share_party_is_known"),
            models.UniqueConstraint(name="one_share_per_party", fields=["draw", "party"]),
            models.UniqueConstraint(
                name="two_accounts_bring_two_shares", fields=["draw", "account_id"]
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="a_share_stands", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.draw} {self.get_party_display()}"
