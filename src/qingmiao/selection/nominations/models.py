from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.evidence.enums import Dimension
from qingmiao.orgs.models import CodeEntry, Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.selection.nominations.enums import Decision, EventState, NominationState, Route


class NominationEvent(Record):
    """推荐通知: a window in which units and cadres name people; the window may only be extended."""

    title = models.CharField(_("通知名称"), max_length=160)
    document_no = models.CharField(_("文号"), max_length=80, blank=True)
    category = models.ForeignKey(
        CodeEntry, verbose_name=_("干部类别"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", limit_choices_to={"code_list": "four_categories"},
    )  # fmt: skip
    opens_on = models.DateField(_("开始日期"))
    closes_on = models.DateField(_("截止日期"))
    quota_per_unit = models.PositiveSmallIntegerField(_("每单位名额"), default=3)
    state = models.CharField(_("状态"), max_length=10, choices=EventState, default=EventState.OPEN)

    class Meta:
        verbose_name = _("推荐通知")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            *record_constraints("nomination_event"),
            known("state", EventState, "nomination_event_state_is_known"),
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
        ]

    def __str__(self) -> str:
        return self.title


class Nomination(Record):
    """推荐: one person named in one event, by the organization or by oneself."""

    event = models.ForeignKey(
        NominationEvent, verbose_name=_("推荐通知"), on_delete=models.PROTECT,
        related_name="nominations",
    )  # fmt: skip
    person = models.ForeignKey(
        Person, verbose_name=_("被推荐人"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("推荐单位"), on_delete=models.PROTECT, related_name="+"
    )
    route = models.CharField(
        _("推荐方式"), max_length=12, choices=Route, default=Route.ORGANIZATION
    )
    nominator = models.CharField(_("推荐人"), max_length=60)
    submitted_on = models.DateField(_("提交日期"))
    dimension = models.CharField(
        _("推荐侧重"), max_length=16, choices=Dimension, default=Dimension.RESULTS
    )
    merits = models.TextField(_("推荐理由"))
    unit_opinion = models.CharField(_("单位意见"), max_length=300, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=NominationState, default=NominationState.SUBMITTED
    )
    decision = models.CharField(
        _("研判结果"), max_length=10, choices=Decision, default="", blank=True
    )
    decision_note = models.CharField(_("研判说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("推荐")
        ordering = ["-submitted_on", "-pk"]
        constraints = [
            *record_constraints("nomination"),
            known("route", Route, "nomination_route_is_known"),
            known("dimension", Dimension, "nomination_dimension_is_known"),
            known("state", NominationState, "nomination_state_is_known"),
            known("decision", Decision, "nomination_decision_is_known"),
            models.UniqueConstraint(
                name="one_nomination_per_event_person_unit_and_route",
                fields=["event", "person", "unit", "route"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该单位已以同一方式推荐过该同志"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_route_display()}"
