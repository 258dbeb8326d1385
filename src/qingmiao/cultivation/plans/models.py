from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.plans.enums import (
    OPEN_STATES,
    TOP_LEVEL,
    Conclusion,
    GoalKind,
    GoalState,
    PlanState,
    PostType,
    ReviewKind,
    Track,
)
from qingmiao.evidence.enums import Dimension
from qingmiao.orgs.models import CodeEntry
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints

LEVELS = [MinValueValidator(1), MaxValueValidator(TOP_LEVEL)]


class Template(Record):
    """培养模板 of a track, dated: what everybody on it goes through."""

    title = models.CharField(_("模板名称"), max_length=120)
    track = models.CharField(_("培养方向"), max_length=12, choices=Track)
    begins = models.DateField(_("施行日期"))
    ends = models.DateField(_("停用日期"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("周期（月）"), default=24)
    hours = models.PositiveSmallIntegerField(_("学时要求"), default=0)
    months_outside = models.PositiveSmallIntegerField(_("岗外锻炼（月）"), default=0)
    needs_mentor = models.BooleanField(_("须配导师"), default=True)
    gates = models.TextField(
        _("关口"), blank=True, help_text=_("每行一个，须逐个核验通过，如“试岗鉴定合格”")
    )

    class Meta:
        verbose_name = _("培养模板")
        ordering = ["track", "-begins", "pk"]
        constraints = [
            *record_constraints("template"),
            known("track", Track, "template_track_is_known"),
            models.UniqueConstraint(
                name="one_template_per_track_and_day",
                fields=["track", "begins"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该方向同日施行的模板已登记"),
            ),
            models.CheckConstraint(
                name="template_ends_after_it_begins",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("begins")),
                violation_error_message=_("停用日期须晚于施行日期"),
            ),
            models.CheckConstraint(
                name="template_lasts_a_month_at_least",
                condition=Q(months__gte=1),
                violation_error_message=_("周期至少 1 个月"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Competence(Record):
    """能力项 with its behaviour anchors; what carries it is evidence in one dimension."""

    name = models.CharField(_("能力项"), max_length=60)
    dimension = models.CharField(_("印证维度"), max_length=16, choices=Dimension)
    level_1 = models.CharField(_("一级行为描述"), max_length=200)
    level_2 = models.CharField(_("二级行为描述"), max_length=200)
    level_3 = models.CharField(_("三级行为描述"), max_length=200)
    level_4 = models.CharField(_("四级行为描述"), max_length=200)
    topic = models.ForeignKey(
        CodeEntry, verbose_name=_("对应培训内容"), on_delete=models.PROTECT, related_name="+",
        limit_choices_to={"code_list": "training_topics"}, null=True, blank=True,
    )  # fmt: skip
    frontline = models.ForeignKey(
        CodeEntry, verbose_name=_("对应一线"), on_delete=models.PROTECT, related_name="+",
        limit_choices_to={"code_list": "frontlines"}, null=True, blank=True,
    )  # fmt: skip

    class Meta:
        verbose_name = _("能力项")
        ordering = ["pk"]
        constraints = [
            *record_constraints("competence"),
            known("dimension", Dimension, "competence_dimension_is_known"),
            models.UniqueConstraint(
                name="one_competence_per_name",
                fields=["name"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该能力项已登记"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def anchor(self, level: int) -> str:
        """The behaviour a level stands for."""
        return str(getattr(self, f"level_{level}", ""))


class Profile(Record):
    """目标画像: which level of a competence a kind of post asks for."""

    post_type = models.CharField(_("目标岗位类型"), max_length=12, choices=PostType)
    competence = models.ForeignKey(
        Competence, verbose_name=_("能力项"), on_delete=models.PROTECT, related_name="profiles"
    )
    level = models.PositiveSmallIntegerField(_("要求等级"), default=1, validators=LEVELS)

    class Meta:
        verbose_name = _("岗位画像")
        ordering = ["post_type", "competence"]
        constraints = [
            *record_constraints("profile"),
            known("post_type", PostType, "profile_post_type_is_known"),
            models.CheckConstraint(
                name="profile_level_is_one_of_the_levels",
                condition=Q(level__range=(1, TOP_LEVEL)),
                violation_error_message=_("要求等级为 1 至 4"),
            ),
            models.UniqueConstraint(
                name="one_level_per_post_type_and_competence",
                fields=["post_type", "competence"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该岗位类型已有这一能力项"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_type_display()} {self.competence} {self.level}"


class Plan(Record):
    """培养计划 of one cadre: a template, the post it leads to, a mentor, goals with their days."""

    person = models.ForeignKey(
        Person, verbose_name=_("培养对象"), on_delete=models.PROTECT, related_name="+"
    )
    template = models.ForeignKey(
        Template, verbose_name=_("培养模板"), on_delete=models.PROTECT, related_name="plans"
    )
    post_type = models.CharField(_("目标岗位类型"), max_length=12, choices=PostType)
    mentor = models.ForeignKey(
        Person, verbose_name=_("导师"), on_delete=models.PROTECT, related_name="+", null=True,
        blank=True,
    )  # fmt: skip
    begins = models.DateField(_("开始日期"))
    ends = models.DateField(_("结束日期"))
    state = models.CharField(
        _("状态"), max_length=10, choices=PlanState, default=PlanState.DRAFT, editable=False
    )
    state_reason = models.CharField(_("办理说明"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("培养计划")
        ordering = ["-begins", "-pk"]
        constraints = [
            *record_constraints("plan"),
            known("post_type", PostType, "plan_post_type_is_known"),
            known("state", PlanState, "plan_state_is_known"),
            models.UniqueConstraint(
                name="one_open_plan_per_person",
                fields=["person"],
                condition=Q(voided_at__isnull=True, state__in=OPEN_STATES),
                violation_error_message=_("该同志已有拟订或执行中的培养计划"),
            ),
            models.CheckConstraint(
                name="plan_ends_after_it_begins",
                condition=Q(ends__gt=F("begins")),
                violation_error_message=_("结束日期须晚于开始日期"),
            ),
            models.CheckConstraint(
                name="nobody_is_the_own_mentor",
                condition=Q(mentor__isnull=True) | ~Q(mentor=F("person")),
                violation_error_message=_("导师不能是本人"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.template}"


class Goal(Record):
    """培养目标 with its day: evidence is handed in, and somebody else finds it so."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("培养计划"), on_delete=models.PROTECT, related_name="goals"
    )
    kind = models.CharField(_("类别"), max_length=10, choices=GoalKind)
    title = models.CharField(_("目标"), max_length=160)
    due_on = models.DateField(_("完成时限"))
    state = models.CharField(
        _("状态"), max_length=10, choices=GoalState, default=GoalState.DOING, editable=False
    )
    proof = models.CharField(_("佐证"), max_length=500, blank=True, editable=False)
    handed_in_by = models.CharField(_("提交人"), max_length=100, blank=True, editable=False)
    handed_in_by_id = models.BigIntegerField(_("提交账号"), null=True, editable=False)
    handed_in_on = models.DateField(_("提交日期"), null=True, editable=False)
    verified_by = models.CharField(_("核验人"), max_length=100, blank=True, editable=False)
    verified_by_id = models.BigIntegerField(_("核验账号"), null=True, editable=False)
    verified_on = models.DateField(_("核验日期"), null=True, editable=False)
    state_reason = models.CharField(_("办理说明"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("培养目标")
        ordering = ["due_on", "pk"]
        constraints = [
            *record_constraints("goal"),
            known("kind", GoalKind, "goal_kind_is_known"),
            known("state", GoalState, "goal_state_is_known"),
            models.UniqueConstraint(
                name="one_goal_per_plan_and_title",
                fields=["plan", "title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("计划中已有这一目标"),
            ),
            models.CheckConstraint(
                name="goal_is_verified_by_somebody_else",
                condition=Q(verified_by_id__isnull=True)
                | (Q(handed_in_by_id__isnull=False) & ~Q(verified_by_id=F("handed_in_by_id"))),
            ),
            models.CheckConstraint(
                name="verified_goal_says_by_whom_and_on_what",
                condition=~Q(state=GoalState.VERIFIED)
                | (Q(verified_by_id__isnull=False, verified_on__isnull=False) & ~Q(proof="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Review(models.Model):
    """评议 of a plan by unit, mentor or department: where it stands, and what to do about it."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("培养计划"), on_delete=models.PROTECT, related_name="reviews"
    )
    kind = models.CharField(_("评议"), max_length=10, choices=ReviewKind)
    conclusion = models.CharField(_("结论"), max_length=10, choices=Conclusion)
    opinion = models.CharField(_("意见"), max_length=500)
    reviewed_on = models.DateField(_("日期"))
    reviewed_by = models.CharField(_("评议人"), max_length=100)
    reviewed_by_id = models.BigIntegerField(_("评议账号"))
    reviewed_at = models.DateTimeField(_("评议时间"), db_default=Now())

    class Meta:
        verbose_name = _("培养评议")
        ordering = ["-reviewed_on", "-pk"]
        constraints = [
            known("kind", ReviewKind, "plan_review_kind_is_known"),
            known("conclusion", Conclusion, "plan_review_conclusion_is_known"),
            models.CheckConstraint(name="plan_review_has_words", condition=~Q(opinion="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reviewed_on:%Y-%m-%d}"
