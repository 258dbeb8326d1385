import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.orgs.enums import UnitKind
from qingmiao.orgs.models import Unit, in_force
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.selection.demands.enums import DemandState, FoundBy, Measure, TargetItem


class Target(Record):
    """班子结构目标: how many of a leading team should fit one item, for one unit or one kind of unit.

    It outranks the district's default of the same item while it is in force.
    """

    unit = models.ForeignKey(
        Unit, verbose_name=_("单位"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", help_text=_("只对一个单位有效时填写"),
    )  # fmt: skip
    kind = models.CharField(
        _("单位类别"), max_length=20, choices=UnitKind, blank=True,
        help_text=_("对一类单位有效时填写；与单位只填一项"),
    )  # fmt: skip
    item = models.CharField(_("结构项目"), max_length=10, choices=TargetItem)
    age_from = models.PositiveSmallIntegerField(
        _("年龄下限"), null=True, blank=True, help_text=_("周岁，含本数")
    )
    age_to = models.PositiveSmallIntegerField(
        _("年龄上限"), null=True, blank=True, help_text=_("周岁，含本数")
    )
    major = models.CharField(_("专业类别"), max_length=30, blank=True)
    words = models.CharField(
        _("专业名称含"), max_length=200, blank=True,
        help_text=_("所学专业名称含其中任何一个词即算，用顿号隔开"),
    )  # fmt: skip
    months = models.PositiveSmallIntegerField(
        _("经历月数"), null=True, blank=True, help_text=_("乡镇（街道）工作累计不少于")
    )
    measure = models.CharField(_("计法"), max_length=8, choices=Measure, default=Measure.PEOPLE)
    least = models.PositiveSmallIntegerField(_("不少于"), null=True, blank=True)
    most = models.PositiveSmallIntegerField(_("不多于"), null=True, blank=True)
    begins = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)
    basis = models.CharField(_("依据"), max_length=200)

    class Meta:
        verbose_name = _("班子结构目标")
        ordering = ["unit__sort_no", "kind", "item", "age_from", "begins", "pk"]
        constraints = [
            *record_constraints("target"),
            known("item", TargetItem, "target_item_is_known"),
            known("measure", Measure, "target_measure_is_known"),
            models.CheckConstraint(
                name="target_kind_is_known", condition=Q(kind__in=["", *UnitKind.values])
            ),
            models.CheckConstraint(
                name="a_target_is_for_one_unit_or_one_kind",
                condition=Q(unit__isnull=False, kind="") | (Q(unit__isnull=True) & ~Q(kind="")),
                violation_error_message=_("单位与单位类别须填写且只填一项"),
            ),
            models.CheckConstraint(
                name="a_target_has_a_band",
                condition=Q(least__isnull=False) | Q(most__isnull=False),
                violation_error_message=_("「不少于」与「不多于」至少填写一项"),
            ),
            models.CheckConstraint(
                name="a_target_band_is_in_order",
                condition=Q(least__isnull=True) | Q(most__isnull=True) | Q(most__gte=F("least")),
                violation_error_message=_("「不多于」不得小于「不少于」"),
            ),
            models.CheckConstraint(
                name="a_share_is_no_more_than_all",
                condition=~Q(measure="share")
                | (Q(least__isnull=True) | Q(least__lte=100))
                & (Q(most__isnull=True) | Q(most__lte=100)),
                violation_error_message=_("百分比不得超过 100"),
            ),
            models.CheckConstraint(
                name="an_age_target_names_its_ages",
                condition=Q(item="age") & (Q(age_from__isnull=False) | Q(age_to__isnull=False))
                | ~Q(item="age") & Q(age_from__isnull=True, age_to__isnull=True),
                violation_error_message=_("年龄段须填写年龄上限或下限，其他项目不填"),
            ),
            models.CheckConstraint(
                name="target_ages_are_in_order",
                condition=Q(age_from__isnull=True)
                | Q(age_to__isnull=True)
                | Q(age_to__gte=F("age_from")),
                violation_error_message=_("年龄上限不得小于年龄下限"),
            ),
            models.CheckConstraint(
                name="a_major_target_names_its_words",
                condition=Q(item="major") & ~Q(major="") & ~Q(words="")
                | ~Q(item="major") & Q(major="", words=""),
                violation_error_message=_("专业项目须填写专业类别和所含词语，其他项目不填"),
            ),
            models.CheckConstraint(
                name="a_township_target_names_its_months",
                condition=Q(item="township", months__isnull=False)
                | ~Q(item="township") & Q(months__isnull=True),
                violation_error_message=_("乡镇（街道）经历须填写月数，其他项目不填"),
            ),
            models.CheckConstraint(
                name="target_ends_after_it_begins",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("begins")),
                violation_error_message=_("止期须晚于起期"),
            ),
            ExclusionConstraint(
                name="one_target_per_item_and_day",
                expressions=[
                    (Coalesce("unit_id", Value(0)), RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("item", RangeOperators.EQUAL),
                    (Coalesce("age_from", Value(-1)), RangeOperators.EQUAL),
                    (Coalesce("age_to", Value(-1)), RangeOperators.EQUAL),
                    ("major", RangeOperators.EQUAL),
                    (in_force(), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("同一单位（类别）同一项目在同一时期只能有一个目标"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit or self.get_kind_display()} · {self.get_item_display()}"


class Demand(Record):
    """需求: whom a team lacks, how many, by when, and who answers for finding them."""

    title = models.CharField(_("需求"), max_length=120)
    unit = models.ForeignKey(
        Unit, verbose_name=_("单位"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", help_text=_("留空表示全区"),
    )  # fmt: skip
    owner = models.ForeignKey(
        Person, verbose_name=_("责任人"), on_delete=models.PROTECT, related_name="+"
    )
    wanted = models.PositiveSmallIntegerField(_("需求人数"), default=1)
    criteria = models.TextField(pgettext_lazy("demand", "条件"))
    opened_on = models.DateField(_("提出日期"))
    due_on = models.DateField(_("完成期限"))
    item_key = models.CharField(_("缺口项目"), max_length=60, blank=True, editable=False)
    gap = models.JSONField(_("提出时的缺口"), null=True, blank=True, editable=False)
    state = models.CharField(
        _("状态"), max_length=10, choices=DemandState, default=DemandState.OPEN, editable=False
    )
    closed_on = models.DateField(_("办结日期"), null=True, blank=True, editable=False)
    close_reason = models.CharField(_("办结理由"), max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = _("需求")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["unit", "state"], name="demand_by_unit")]
        constraints = [
            *record_constraints("demand"),
            known("state", DemandState, "demand_state_is_known"),
            models.CheckConstraint(
                name="a_demand_wants_somebody",
                condition=Q(wanted__gte=1),
                violation_error_message=_("需求人数至少 1 人"),
            ),
            models.CheckConstraint(
                name="a_demand_is_due_after_it_opens",
                condition=Q(due_on__gte=F("opened_on")),
                violation_error_message=_("完成期限不得早于提出日期"),
            ),
            models.CheckConstraint(
                name="a_closed_demand_says_when_and_why",
                condition=Q(state="open", closed_on__isnull=True, close_reason="")
                | ~Q(state="open") & Q(closed_on__isnull=False) & ~Q(close_reason=""),
                violation_error_message=_("办结的需求须有办结日期和理由"),
            ),
            models.UniqueConstraint(
                name="one_open_demand_per_gap",
                fields=["unit", "item_key"],
                condition=Q(state="open", voided_at__isnull=True) & ~Q(item_key=""),
                violation_error_message=_("该缺口已有进行中的需求"),
            ),
            models.UniqueConstraint(
                name="one_open_demand_per_title_and_unit",
                fields=["title", "unit"],
                nulls_distinct=False,
                condition=Q(state="open", voided_at__isnull=True),
                violation_error_message=_("该单位已有同名的进行中需求"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DemandStep(models.Model):
    """Each state a demand went through, with its day and reason. Insert-only."""

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(_("状态"), max_length=10, choices=DemandState)
    on = models.DateField(_("日期"))
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    decided_by = models.CharField(_("办理人"), max_length=100)

    class Meta:
        verbose_name = _("需求办理")
        ordering = ["pk"]
        constraints = [known("state", DemandState, "demand_step_state_is_known")]
        triggers = [pgtrigger.Protect(name="insert_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.on}"


class Discovery(models.Model):
    """发现人选: somebody found for a demand by one record of another room. Noted, retracted, never edited."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="discoveries")
    person = models.ForeignKey(
        Person, verbose_name=_("人选"), on_delete=models.PROTECT, related_name="+"
    )
    found_by = models.CharField(_("发现途径"), max_length=12, choices=FoundBy)
    found_on = models.DateField(_("发现日期"))
    text = models.CharField(_("说明"), max_length=300)
    origin_kind = models.CharField(_("出处类别"), max_length=80, blank=True)
    origin_id = models.BigIntegerField(_("出处编号"), null=True, blank=True)
    noted_by = models.CharField(_("记入人"), max_length=100)
    noted_at = models.DateTimeField(_("记入时间"), db_default=Now())
    retracted_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    retract_reason = models.CharField(_("撤回理由"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("发现人选")
        ordering = ["-found_on", "-pk"]
        indexes = [
            models.Index(fields=["origin_kind", "origin_id"], name="discovery_by_origin"),
        ]
        constraints = [
            known("found_by", FoundBy, "discovery_found_by_is_known"),
            models.CheckConstraint(
                name="discovery_is_retracted_with_a_reason",
                condition=Q(retracted_at__isnull=True, retract_reason="")
                | (Q(retracted_at__isnull=False) & ~Q(retract_reason="")),
            ),
            models.CheckConstraint(
                name="discovery_names_its_origin_or_the_office",
                condition=Q(found_by="office", origin_kind="", origin_id__isnull=True)
                | ~Q(found_by="office") & ~Q(origin_kind="") & Q(origin_id__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_standing_discovery_per_demand_person_and_origin",
                fields=["demand", "person", "origin_kind", "origin_id"],
                nulls_distinct=False,
                condition=Q(retracted_at__isnull=True),
                violation_error_message=_("该人选已记入本需求"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_found_by_display()}"
