from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.evidence.enums import Dimension
from qingmiao.orgs.models import Unit
from qingmiao.placement.openings.enums import Experience, OpeningState, Priority, WantedTier
from qingmiao.placement.postings.models import Scheme
from qingmiao.registers.models import Record, known, record_constraints


class Opening(Record):
    """选派岗位: places a host offers under one scheme, and what it asks of who takes them."""

    scheme = models.ForeignKey(
        Scheme, verbose_name=_("选派制度"), on_delete=models.PROTECT, related_name="+"
    )
    host_unit = models.ForeignKey(
        Unit, verbose_name=_("接收单位"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("项目、专班或岗位"), max_length=120)
    begins = models.DateField(_("到岗日期"))
    ends = models.DateField(_("计划结束"))
    places = models.PositiveSmallIntegerField(_("人数"), default=1)
    unit_most = models.PositiveSmallIntegerField(
        _("同一派出单位至多"), null=True, blank=True, help_text=_("不填按制度通行限额")
    )
    priority = models.CharField(
        _("需求急缓"), max_length=1, choices=Priority, default=Priority.NORMAL
    )
    is_away = models.BooleanField(_("驻外"), default=False)
    tier = models.CharField(
        _("面向"), max_length=2, choices=WantedTier, default=WantedTier.ANY, blank=True
    )
    age_most = models.PositiveSmallIntegerField(_("年龄不超过"), null=True, blank=True)
    experience = models.CharField(
        _("须有经历"), max_length=12, choices=Experience, blank=True, default=""
    )
    experience_months = models.PositiveSmallIntegerField(_("经历不少于（月）"), default=0)
    competence = models.CharField(
        _("须有印证的能力"), max_length=12, choices=Dimension, blank=True, default=""
    )
    develops = models.CharField(
        _("可补齐的经历"), max_length=12, choices=Experience, blank=True, default=""
    )
    duties = models.CharField(_("工作任务"), max_length=400, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=OpeningState, default=OpeningState.DRAFT, editable=False
    )
    state_reason = models.CharField(_("变动理由"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("选派岗位")
        ordering = ["begins", "priority", "pk"]
        indexes = [models.Index(fields=["state", "begins"], name="opening_by_state")]
        constraints = [
            *record_constraints("opening"),
            known("state", OpeningState, "opening_state_is_known"),
            known("priority", Priority, "opening_priority_is_known"),
            known("tier", WantedTier, "opening_tier_is_known"),
            models.CheckConstraint(
                name="opening_experience_is_known",
                condition=Q(
                    experience__in=["", *Experience.values], develops__in=["", *Experience.values]
                ),
            ),
            models.CheckConstraint(
                name="opening_competence_is_known",
                condition=Q(competence__in=["", *Dimension.values]),
            ),
            models.CheckConstraint(
                name="opening_ends_after_it_begins",
                condition=Q(ends__gt=F("begins")),
                violation_error_message=_("计划结束须晚于到岗日期"),
            ),
            models.CheckConstraint(
                name="opening_has_places",
                condition=Q(places__gte=1, places__lte=99),
                violation_error_message=_("人数须在 1 到 99 之间"),
            ),
            models.CheckConstraint(
                name="opening_lets_a_unit_send_somebody",
                condition=Q(unit_most__isnull=True) | Q(unit_most__gte=1),
                violation_error_message=_("同一派出单位至少可派 1 人"),
            ),
            models.CheckConstraint(
                name="opening_is_withdrawn_with_a_reason",
                condition=~Q(state="withdrawn") | ~Q(state_reason=""),
                violation_error_message=_("撤回须写明理由"),
            ),
            models.UniqueConstraint(
                name="one_opening_per_host_title_and_day",
                fields=["scheme", "host_unit", "title", "begins"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该单位同一天到岗的同名岗位已经登记"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host_unit} {self.title}"
