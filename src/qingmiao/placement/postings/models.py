from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.enums import UnitKind
from qingmiao.orgs.models import Unit, in_force
from qingmiao.people.dossiers.models import Person
from qingmiao.placement.postings.enums import PostingState, SchemeGroup
from qingmiao.registers.models import Record, known, record_constraints

SENT = (
    PostingState.ISSUED,
    PostingState.RUNNING,
    PostingState.EXTENDED,
    PostingState.RETURNED,
    PostingState.RECALLED,
)
"""States in which somebody was in fact posted."""

BACK = (PostingState.RETURNED, PostingState.RECALLED)
OUT = (PostingState.ISSUED, PostingState.RUNNING, PostingState.EXTENDED)
HOLDING = (PostingState.PROPOSED, *SENT)
"""States in which a posting takes, or is about to take, somebody's time."""


class Scheme(Record):
    """选派制度: a named institution of posting; a new one needs no code."""

    code = models.SlugField(_("代码"), max_length=40)
    name = models.CharField(_("名称"), max_length=60)
    group = models.CharField(_("归类"), max_length=8, choices=SchemeGroup)
    is_full_time = models.BooleanField(_("全脱产"), default=True)
    months = models.PositiveSmallIntegerField(_("期限（月）"), default=12)
    extend_months = models.PositiveSmallIntegerField(
        _("延期至多（月）"), default=6, help_text=_("填 0 即不得延期")
    )
    review_months = models.PositiveSmallIntegerField(
        _("中期评价（月）"), default=6, help_text=_("派出满几个月作中期评价，填 0 即只作期满评价")
    )
    host_kind = models.CharField(
        _("接收单位类别"), max_length=12, choices=UnitKind, blank=True, default=""
    )
    mentor_policy = models.CharField(_("帮带安排"), max_length=200, blank=True)
    basis = models.CharField(_("依据"), max_length=160, blank=True)
    begins = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = _("选派制度")
        ordering = ["group", "code"]
        constraints = [
            *record_constraints("scheme"),
            known("group", SchemeGroup, "scheme_group_is_known"),
            models.CheckConstraint(
                name="scheme_host_kind_is_known", condition=Q(host_kind__in=["", *UnitKind.values])
            ),
            models.UniqueConstraint(
                name="one_scheme_per_code",
                fields=["code"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("已有相同代码的选派制度"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Posting(Record):
    """选派: one person posted under one scheme for a period. ``ends`` is the first day back."""

    scheme = models.ForeignKey(
        Scheme, verbose_name=_("选派制度"), on_delete=models.PROTECT, related_name="postings"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("干部"), on_delete=models.PROTECT, related_name="+"
    )
    home_unit = models.ForeignKey(
        Unit, verbose_name=_("派出单位"), on_delete=models.PROTECT, related_name="+"
    )
    host_unit = models.ForeignKey(
        Unit, verbose_name=_("接收单位"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    place = models.CharField(_("项目、专班或地点"), max_length=160)
    round_no = models.CharField(_("批次"), max_length=40, blank=True)
    begins = models.DateField(_("开始日期"))
    planned_end = models.DateField(_("计划结束"), null=True, blank=True)
    ends = models.DateField(_("实际结束"), null=True, blank=True)
    letter_no = models.CharField(_("派遣文号"), max_length=80, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=PostingState, default=PostingState.RUNNING
    )
    result = models.CharField(_("鉴定结果"), max_length=400, blank=True)
    early_reason = models.CharField(_("提前返回理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("选派")
        ordering = ["-begins", "-pk"]
        indexes = [
            models.Index(fields=["person", "begins"], name="posting_by_person"),
            models.Index(fields=["scheme", "begins"], name="posting_by_scheme"),
        ]
        constraints = [
            *record_constraints("posting"),
            known("state", PostingState, "posting_state_is_known"),
            models.CheckConstraint(
                name="posting_ends_after_it_begins",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("begins")),
                violation_error_message=_("实际结束须晚于开始日期"),
            ),
            models.CheckConstraint(
                name="posting_returned_iff_it_ended",
                condition=Q(state__in=["returned", "recalled"], ends__isnull=False)
                | (~Q(state__in=["returned", "recalled"]) & Q(ends__isnull=True)),
                violation_error_message=_("期满返回、提前返回须填写实际结束日期，其他状态不填"),
            ),
            models.CheckConstraint(
                name="an_early_return_says_why",
                condition=~Q(state="recalled") | ~Q(early_reason=""),
                violation_error_message=_("提前返回须写明理由"),
            ),
            ExclusionConstraint(
                name="one_posting_per_person_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (in_force(), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at__isnull=True) & ~Q(state="proposed"),
                violation_error_message=_("该同志在这一时期已有其他选派，期间不得重叠"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.scheme}"
