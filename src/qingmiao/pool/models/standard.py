import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.enums import Level, UnitKind
from qingmiao.people.dossiers.enums import Rank
from qingmiao.people.dossiers.models import Person
from qingmiao.pool.enums import (
    PartyWish,
    SchoolingLeast,
    StandardUse,
    SuggestionKind,
    Tier,
)
from qingmiao.registers.models import Record, known, record_constraints


class Standard(Record):
    """储备标准: saved criteria that suggest who might enter the reserve and who might leave it."""

    name = models.CharField(_("标准名称"), max_length=60)
    tier = models.CharField(_("层次"), max_length=1, choices=Tier)
    use = models.CharField(_("用途"), max_length=5, choices=StandardUse, default=StandardUse.BOTH)
    least_age = models.PositiveSmallIntegerField(_("年龄不小于（周岁）"), null=True, blank=True)
    most_age = models.PositiveSmallIntegerField(_("年龄不大于（周岁）"), null=True, blank=True)
    level = models.CharField(_("职务层次"), max_length=3, choices=Level, default="", blank=True)
    rank = models.CharField(_("职级"), max_length=2, choices=Rank, default="", blank=True)
    post_months = models.PositiveSmallIntegerField(_("任现职不少于（月）"), null=True, blank=True)
    level_months = models.PositiveSmallIntegerField(
        _("任现层次不少于（月）"), null=True, blank=True
    )
    schooling = models.CharField(
        _("最高学历"), max_length=1, choices=SchoolingLeast, default="", blank=True
    )
    party = models.CharField(_("政治面貌"), max_length=6, choices=PartyWish, default="", blank=True)
    unit_kind = models.CharField(
        _("单位类别"), max_length=12, choices=UnitKind, default="", blank=True
    )
    kinds = models.PositiveSmallIntegerField(
        _("正面材料的独立来源不少于（类）"), null=True, blank=True
    )
    newest_days = models.PositiveSmallIntegerField(_("最近材料不早于（天）"), null=True, blank=True)
    excellent_least = models.PositiveSmallIntegerField(
        _("年度考核优秀不少于（次）"), null=True, blank=True
    )
    excellent_years = models.PositiveSmallIntegerField(_("年度考核看近几年"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("储备标准")
        ordering = ["tier", "name", "pk"]
        constraints = [
            *record_constraints("standard"),
            known("tier", Tier, "standard_tier_is_known"),
            known("use", StandardUse, "standard_use_is_known"),
            models.CheckConstraint(
                name="standard_level_is_known", condition=Q(level__in=["", *Level.values])
            ),
            known("rank", Rank, "standard_rank_is_known"),
            known("schooling", SchoolingLeast, "standard_schooling_is_known"),
            known("party", PartyWish, "standard_party_is_known"),
            models.CheckConstraint(
                name="standard_unit_kind_is_known",
                condition=Q(unit_kind__in=["", *UnitKind.values]),
            ),
            models.UniqueConstraint(
                name="one_standard_per_name",
                fields=["name"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("已有同名的储备标准"),
            ),
            models.CheckConstraint(
                name="standard_ages_do_not_cross",
                condition=Q(least_age__isnull=True)
                | Q(most_age__isnull=True)
                | Q(least_age__lte=F("most_age")),
                violation_error_message=_("年龄下限不得大于上限"),
            ),
            models.CheckConstraint(
                name="standard_appraisals_name_times_and_years",
                condition=Q(excellent_least__isnull=True, excellent_years__isnull=True)
                | Q(
                    excellent_least__isnull=False,
                    excellent_years__isnull=False,
                    excellent_least__lte=F("excellent_years"),
                ),
                violation_error_message=_("年度考核的次数与年数须同时填写，次数不多于年数"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SuggestionVerdict(models.Model):
    """What somebody decided upon a suggestion. A declined one rests while the facts it read stay the same."""

    standard = models.ForeignKey(
        Standard, verbose_name=_("储备标准"), on_delete=models.PROTECT, related_name="verdicts"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("干部"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("建议"), max_length=5, choices=SuggestionKind)
    is_taken = models.BooleanField(_("采纳"))
    reason = models.CharField(_("理由"), max_length=500)
    digest = models.CharField(_("所据情况摘要"), max_length=32)
    decided_by = models.CharField(_("办理人"), max_length=100)
    decided_on = models.DateField(_("办理日期"))
    decided_at = models.DateTimeField(_("办理时间"), db_default=Now())
    reopened_by = models.CharField(_("恢复人"), max_length=100, blank=True)
    reopened_on = models.DateField(_("恢复日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("建议办理")
        ordering = ["-pk"]
        constraints = [
            known("kind", SuggestionKind, "suggestion_verdict_kind_is_known"),
            models.CheckConstraint(
                name="suggestion_is_decided_with_a_reason", condition=~Q(reason="")
            ),
            models.CheckConstraint(
                name="suggestion_is_reopened_by_somebody",
                condition=Q(reopened_on__isnull=True, reopened_by="")
                | (Q(reopened_on__isnull=False, is_taken=False) & ~Q(reopened_by="")),
            ),
            models.UniqueConstraint(
                name="one_rest_per_suggestion_and_facts",
                fields=["standard", "kind", "person", "digest"],
                condition=Q(is_taken=False, reopened_on__isnull=True),
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.standard} · {self.person}"
