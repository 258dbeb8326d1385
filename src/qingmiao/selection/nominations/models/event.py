import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.orgs.models import CodeEntry, Unit
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.selection.demands.models import Demand
from qingmiao.selection.nominations.enums import AskedOf, EventState, QuestionKind, Step, Told


class NominationEvent(Record):
    """推荐通知: a window in which units and cadres name people; the window may only be extended."""

    title = models.CharField(_("通知名称"), max_length=160)
    document_no = models.CharField(_("文号"), max_length=80, blank=True)
    category = models.ForeignKey(
        CodeEntry, verbose_name=_("干部类别"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", limit_choices_to={"code_list": "four_categories"},
        help_text=_("只推荐一类的在这里选；推荐几类的不选，逐类登记在“推荐类别”"),
    )  # fmt: skip
    demand = models.ForeignKey(
        Demand, verbose_name=_("对应需求"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", help_text=_("为哪一项班子需求选苗"),
    )  # fmt: skip
    opens_on = models.DateField(_("开始日期"))
    closes_on = models.DateField(_("截止日期"), help_text=_("发布之后只能延长"))
    quota_per_unit = models.PositiveSmallIntegerField(_("每单位名额"), default=3)
    state = models.CharField(_("状态"), max_length=10, choices=EventState, default=EventState.DRAFT)
    notice = models.TextField(_("通知正文"), blank=True)
    referees_at_least = models.PositiveSmallIntegerField(
        _("证明人至少几名"), default=0, help_text=_("0 为不要求证明人，表单没有这一步")
    )
    asks_wishes = models.BooleanField(
        _("询问个人意愿"), default=False, help_text=_("只问自荐人；密封保存")
    )
    tells_nominee = models.CharField(
        _("告知被推荐人"), max_length=8, choices=Told, default=Told.NOTHING
    )

    class Meta:
        verbose_name = _("推荐通知")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            *record_constraints("nomination_event"),
            known("state", EventState, "nomination_event_state_is_known"),
            known("tells_nominee", Told, "nomination_event_telling_is_known"),
            models.UniqueConstraint(
                name="one_nomination_event_per_title",
                fields=["title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("已有同名的推荐通知"),
            ),
            models.CheckConstraint(
                name="nomination_event_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("截止日期不得早于开始日期"),
            ),
            models.CheckConstraint(
                name="nomination_event_asks_few_referees",
                condition=Q(referees_at_least__lte=5),
                violation_error_message=_("证明人至多要求 5 名"),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="window_is_only_extended",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="IF OLD.state <> 'draft' AND "
                "(NEW.closes_on < OLD.closes_on OR NEW.opens_on > OLD.opens_on) THEN "
                "RAISE EXCEPTION 'the window of a published notice is only extended' "
                "USING ERRCODE = 'check_violation'; END IF; RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class UnitQuota(Record):
    """名额例外: a unit for which another number stands than the notice's own, in all or in one category."""

    event = models.ForeignKey(
        NominationEvent, verbose_name=pgettext_lazy("field", "推荐通知"), on_delete=models.PROTECT,
        related_name="quotas",
    )  # fmt: skip
    unit = models.ForeignKey(
        Unit, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="+"
    )
    category = models.ForeignKey(
        CodeEntry, verbose_name=_("推荐类别"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", limit_choices_to={"code_list": "four_categories"},
        help_text=_("不选为该单位的总名额；选了只改这一类的名额"),
    )  # fmt: skip
    quota = models.PositiveSmallIntegerField(_("名额"))
    reason = models.CharField(_("理由"), max_length=200)

    class Meta:
        verbose_name = _("名额例外")
        ordering = ["event", "unit__sort_no", "pk"]
        constraints = [
            *record_constraints("unit_quota"),
            models.UniqueConstraint(
                name="one_quota_per_event_unit_and_category",
                fields=["event", "unit", "category"],
                condition=Q(voided_at__isnull=True),
                nulls_distinct=False,
                violation_error_message=_("该单位在这次推荐中已有名额例外"),
            ),
        ]

    def __str__(self) -> str:
        named = f"{self.unit} {self.category}" if self.category else f"{self.unit}"
        return f"{named} {self.quota}"


class EventCategory(Record):
    """推荐类别: one of several categories a notice asks for; each nomination names the one it is for."""

    event = models.ForeignKey(
        NominationEvent, verbose_name=pgettext_lazy("field", "推荐通知"), on_delete=models.PROTECT,
        related_name="categories",
    )  # fmt: skip
    category = models.ForeignKey(
        CodeEntry, verbose_name=_("干部类别"), on_delete=models.PROTECT, related_name="+",
        limit_choices_to={"code_list": "four_categories"},
    )  # fmt: skip
    quota_per_unit = models.PositiveSmallIntegerField(
        _("每单位该类名额"), null=True, blank=True, help_text=_("不填为只受每单位总名额限制")
    )

    class Meta:
        verbose_name = _("推荐类别")
        ordering = ["event", "category__sort_no", "pk"]
        constraints = [
            *record_constraints("event_category"),
            models.UniqueConstraint(
                name="one_event_category_per_event_and_category",
                fields=["event", "category"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("这份通知已有这一类别"),
            ),
            models.CheckConstraint(
                name="event_category_quota_is_some",
                condition=Q(quota_per_unit__isnull=True) | Q(quota_per_unit__gte=1),
                violation_error_message=_("该类名额至少 1 人，不限的请留空"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.category)


class FormQuestion(Record):
    """表单问题: what the notice asks beside what every form asks; never what the dossier knows."""

    event = models.ForeignKey(
        NominationEvent, verbose_name=pgettext_lazy("field", "推荐通知"), on_delete=models.PROTECT,
        related_name="questions",
    )  # fmt: skip
    step = models.CharField(_("步骤"), max_length=8, choices=Step, default=Step.EXTRA)
    position = models.PositiveSmallIntegerField(_("次序"), default=10)
    label = models.CharField(_("问题"), max_length=120)
    hint = models.CharField(_("填写说明"), max_length=200, blank=True)
    kind = models.CharField(
        _("答法"), max_length=6, choices=QuestionKind, default=QuestionKind.LONG
    )
    options = models.CharField(_("选项"), max_length=300, blank=True, help_text=_("用顿号隔开"))
    is_required = models.BooleanField(_("必答"), default=True)
    asked_of = models.CharField(_("问谁"), max_length=12, choices=AskedOf, default=AskedOf.BOTH)

    class Meta:
        verbose_name = _("表单问题")
        ordering = ["event", "position", "pk"]
        constraints = [
            *record_constraints("form_question"),
            known("step", Step, "form_question_step_is_known"),
            known("kind", QuestionKind, "form_question_kind_is_known"),
            known("asked_of", AskedOf, "form_question_asked_of_is_known"),
            models.CheckConstraint(
                name="questions_stand_where_something_is_asked",
                condition=~Q(step__in=["check", "wishes"]),
                violation_error_message=_("个人意愿和核对提交两步不另设问题"),
            ),
            models.UniqueConstraint(
                name="one_form_question_per_event_and_label",
                fields=["event", "label"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("这份通知已经问过这个问题"),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class NilReturn(models.Model):
    """零报告: a unit's answer that it has nobody to recommend this time."""

    event = models.ForeignKey(
        NominationEvent, verbose_name=pgettext_lazy("field", "推荐通知"), on_delete=models.PROTECT,
        related_name="nil_returns",
    )  # fmt: skip
    unit = models.ForeignKey(
        Unit, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("说明"), max_length=200)
    declared_on = models.DateField(_("报告日期"))
    declared_by = models.CharField(_("报告人"), max_length=100)

    class Meta:
        verbose_name = _("零报告")
        ordering = ["event", "unit__sort_no", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_nil_return_per_event_and_unit", fields=["event", "unit"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.declared_on}"
