import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.models import Unit
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.selection.contests.enums import (
    JUDGED,
    Advance,
    ContestKind,
    ContestState,
    Faces,
    Missing,
    SchoolingAsked,
    StageKind,
)
from qingmiao.selection.demands.models import Demand


class Contest(Record):
    """比武: one contest with its stages, entries and result."""

    title = models.CharField(_("比武名称"), max_length=160)
    kind = models.CharField(_("类别"), max_length=10, choices=ContestKind)
    organizer = models.ForeignKey(
        Unit, verbose_name=_("主办单位"), on_delete=models.PROTECT, related_name="+"
    )
    begins = models.DateField(_("开始日期"))
    result_on = models.DateField(_("结果确定日期"), null=True, blank=True)
    shortlist_size = models.PositiveSmallIntegerField(_("拟入围人数"), default=0)
    state = models.CharField(
        _("状态"), max_length=12, choices=ContestState, default=ContestState.DRAFT
    )
    demand = models.ForeignKey(
        Demand, verbose_name=_("对应需求"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    announcement = models.TextField(_("比武公告"), blank=True)
    entry_opens_on = models.DateField(_("报名开始"), null=True, blank=True)
    entry_closes_on = models.DateField(_("报名截止"), null=True, blank=True)
    oldest = models.PositiveSmallIntegerField(
        _("年龄上限（周岁）"), null=True, blank=True, help_text=_("含本数；留空按规定")
    )
    months_in_post = models.PositiveSmallIntegerField(
        _("任现职满（月）"), null=True, blank=True, help_text=_("留空按规定")
    )
    asks_face = models.CharField(
        _("政治面貌要求"), max_length=10, choices=Faces, default=Faces.ANY, blank=True
    )
    asks_schooling = models.CharField(
        _("学历要求"), max_length=10, choices=SchoolingAsked, default=SchoolingAsked.ANY,
        blank=True,
    )  # fmt: skip
    places_per_unit = models.PositiveSmallIntegerField(
        _("每单位名额"), null=True, blank=True, help_text=_("留空不限；个人报名不占")
    )
    objection_until = models.DateField(_("异议期至"), null=True, blank=True)
    precision = models.PositiveSmallIntegerField(_("成绩小数位"), default=2)
    missing = models.CharField(
        _("缺分处理"), max_length=10, choices=Missing, default=Missing.REFUSE
    )
    rule = models.JSONField(_("计分规则"), default=dict, blank=True, editable=False)
    rule_digest = models.CharField(_("规则指纹"), max_length=64, blank=True, editable=False)
    rule_frozen_at = models.DateTimeField(_("规则冻结时间"), null=True, blank=True, editable=False)
    rule_frozen_by = models.CharField(_("冻结人"), max_length=100, blank=True, editable=False)
    lot_seed = models.CharField(_("同分抽签种子"), max_length=64, blank=True, editable=False)
    called_off_reason = models.CharField(_("取消原因"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("比武")
        ordering = ["-begins", "-pk"]
        constraints = [
            *record_constraints("contest"),
            known("kind", ContestKind, "contest_kind_is_known"),
            known("state", ContestState, "contest_state_is_known"),
            models.UniqueConstraint(
                name="one_contest_per_title",
                fields=["title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("已有同名的比武"),
            ),
            known("missing", Missing, "contest_missing_is_known"),
            models.CheckConstraint(
                name="contest_precision_is_at_most_six",
                condition=Q(precision__lte=6),
                violation_error_message=_("小数位须在 0 到 6 之间"),
            ),
            models.CheckConstraint(
                name="contest_entry_closes_after_it_opens",
                condition=Q(entry_opens_on__isnull=True)
                | Q(entry_closes_on__isnull=True)
                | Q(entry_closes_on__gte=F("entry_opens_on")),
                violation_error_message=_("报名截止不得早于报名开始"),
            ),
            models.CheckConstraint(
                name="contest_rule_is_frozen_whole",
                condition=Q(rule_frozen_at__isnull=True, rule_digest="", rule_frozen_by="")
                | (Q(rule_frozen_at__isnull=False) & ~Q(rule_digest="") & ~Q(rule_frozen_by="")),
            ),
            models.CheckConstraint(
                name="nobody_is_judged_before_the_rule_is_frozen",
                condition=~Q(state__in=JUDGED) | Q(rule_frozen_at__isnull=False),
                violation_error_message=_("计分规则还没有冻结，不能评审"),
            ),
            models.CheckConstraint(
                name="a_contest_is_called_off_with_a_reason",
                condition=Q(state="called_off") & ~Q(called_off_reason="")
                | ~Q(state="called_off") & Q(called_off_reason=""),
            ),
            models.CheckConstraint(
                name="contest_face_is_known", condition=Q(asks_face__in=Faces.values)
            ),
            models.CheckConstraint(
                name="contest_schooling_is_known",
                condition=Q(asks_schooling__in=SchoolingAsked.values),
            ),
            models.CheckConstraint(
                name="contest_result_follows_its_beginning",
                condition=Q(result_on__isnull=True) | Q(result_on__gte=F("begins")),
                violation_error_message=_("结果确定日期不得早于开始日期"),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_frozen_rule_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF OLD.rule_frozen_at IS NOT NULL AND
                   (NEW.rule, NEW.rule_digest, NEW.rule_frozen_at, NEW.precision, NEW.missing, NEW.lot_seed)
                   IS DISTINCT FROM
                   (OLD.rule, OLD.rule_digest, OLD.rule_frozen_at, OLD.precision, OLD.missing, OLD.lot_seed)
                THEN RAISE EXCEPTION 'the rule of a contest is frozen' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Stage(Record):
    """环节: one stage of a contest with its weight in percent."""

    contest = models.ForeignKey(
        Contest, verbose_name=_("比武"), on_delete=models.PROTECT, related_name="stages"
    )
    name = models.CharField(_("环节"), max_length=60)
    order = models.PositiveSmallIntegerField(_("次序"), default=1)
    weight = models.DecimalField(_("权重（%）"), max_digits=5, decimal_places=2)
    held_on = models.DateField(_("举行日期"), null=True, blank=True)
    kind = models.CharField(_("形式"), max_length=10, choices=StageKind, default=StageKind.OTHER)
    is_blind = models.BooleanField(
        _("评委只见号牌"), default=True, help_text=_("评审期间评委看不到姓名和单位")
    )
    advance = models.CharField(_("晋级方式"), max_length=8, choices=Advance, default=Advance.ALL)
    advance_count = models.PositiveSmallIntegerField(
        _("晋级人数或名额"), null=True, blank=True, help_text=_("按名次晋级填人数；按比例填名额")
    )
    advance_per_place = models.PositiveSmallIntegerField(
        _("每个名额取几人"), null=True, blank=True, help_text=_("按 1:n 晋级时填 n")
    )
    advance_score = models.DecimalField(
        _("晋级分数线"), max_digits=6, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = _("比武环节")
        ordering = ["contest", "order"]
        constraints = [
            *record_constraints("stage"),
            models.UniqueConstraint(
                name="one_stage_per_order",
                fields=["contest", "order"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该比武已有同一次序的环节"),
            ),
            known("kind", StageKind, "stage_kind_is_known"),
            known("advance", Advance, "stage_advance_is_known"),
            models.CheckConstraint(
                name="a_stage_says_how_many_advance",
                condition=~Q(advance="top") | Q(advance_count__gte=1),
                violation_error_message=_("按名次晋级须填写人数"),
            ),
            models.CheckConstraint(
                name="a_stage_says_its_ratio",
                condition=~Q(advance="ratio") | Q(advance_count__gte=1, advance_per_place__gte=1),
                violation_error_message=_("按比例晋级须填写名额和每个名额取几人"),
            ),
            models.CheckConstraint(
                name="a_stage_says_its_cut",
                condition=~Q(advance="cut") | Q(advance_score__isnull=False),
                violation_error_message=_("按分数线晋级须填写分数线"),
            ),
            models.CheckConstraint(
                name="stage_weight_is_a_percentage",
                condition=Q(weight__gte=0, weight__lte=100),
                violation_error_message=_("权重须在 0 到 100 之间"),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_stage_of_a_frozen_rule_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                IF TG_OP = 'UPDATE' AND
                   (NEW.contest_id, NEW.name, NEW."order", NEW.weight, NEW.is_blind, NEW.advance,
                    NEW.advance_count, NEW.advance_per_place, NEW.advance_score, NEW.voided_at)
                   IS NOT DISTINCT FROM
                   (OLD.contest_id, OLD.name, OLD."order", OLD.weight, OLD.is_blind, OLD.advance,
                    OLD.advance_count, OLD.advance_per_place, OLD.advance_score, OLD.voided_at)
                THEN RETURN NEW; END IF;
                IF EXISTS (SELECT 1 FROM contests_contest WHERE rule_frozen_at IS NOT NULL AND id IN
                   (CASE WHEN TG_OP = 'INSERT' THEN NEW.contest_id ELSE OLD.contest_id END,
                    CASE WHEN TG_OP = 'DELETE' THEN OLD.contest_id ELSE NEW.contest_id END))
                THEN RAISE EXCEPTION 'the rule of the contest is frozen'
                     USING ERRCODE = 'check_violation'; END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contest} {self.name}"
