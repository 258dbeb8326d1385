from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.appointment.cases.enums import AppointmentKind, CaseState, SourceLink
from qingmiao.appointment.vacancies.models import Vacancy
from qingmiao.orgs.enums import Level
from qingmiao.orgs.models import CodeEntry, Post, Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints


class Case(Record):
    """选任事项: one batch of appointments from 动议 to 任职."""

    case_no = models.CharField(_("事项编号"), max_length=60)
    title = models.CharField(_("事项名称"), max_length=160)
    motioned_on = models.DateField(_("动议日期"))
    decided_on = models.DateField(_("讨论决定日期"), null=True, blank=True)
    notice_begins = models.DateField(_("公示起"), null=True, blank=True)
    notice_ends = models.DateField(_("公示止"), null=True, blank=True)
    state = models.CharField(
        _("状态"), max_length=12, choices=CaseState, default=CaseState.MOTIONED
    )
    note = models.CharField(_("备注"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("选任事项")
        ordering = ["-motioned_on", "-pk"]
        constraints = [
            *record_constraints("case"),
            known("state", CaseState, "case_state_is_known"),
            models.UniqueConstraint(
                name="one_case_per_number",
                fields=["case_no"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("已有相同编号的选任事项"),
            ),
            models.CheckConstraint(
                name="a_case_is_decided_after_it_was_motioned",
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("motioned_on")),
                violation_error_message=_("讨论决定日期不得早于动议日期"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_no} {self.title}"


class Appointment(Record):
    """任职: one person moved to one post by a decision; the unit before and after, and where found."""

    case = models.ForeignKey(
        Case, verbose_name=_("选任事项"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="appointments",
    )  # fmt: skip
    vacancy = models.ForeignKey(
        Vacancy, verbose_name=_("空缺"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    person = models.ForeignKey(
        Person, verbose_name=_("干部"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("任用类型"), max_length=12, choices=AppointmentKind)
    kind_note = models.CharField(_("类型说明"), max_length=200, blank=True)
    from_unit = models.ForeignKey(
        Unit, verbose_name=_("原单位"), on_delete=models.PROTECT, related_name="+"
    )
    from_post_text = models.CharField(_("原职务"), max_length=160)
    from_level = models.CharField(_("原职务层次"), max_length=3, choices=Level)
    to_unit = models.ForeignKey(
        Unit, verbose_name=_("新单位"), on_delete=models.PROTECT, related_name="+"
    )
    to_post = models.ForeignKey(
        Post, verbose_name=_("新职位"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    to_post_text = models.CharField(_("新职务"), max_length=160)
    to_level = models.CharField(_("新职务层次"), max_length=3, choices=Level)
    source_link = models.CharField(
        _("来源"), max_length=12, choices=SourceLink, default=SourceLink.OTHER
    )
    frontline = models.ForeignKey(
        CodeEntry, verbose_name=_("一线类别"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", limit_choices_to={"code_list": "frontlines"},
    )  # fmt: skip
    decided_on = models.DateField(_("决定日期"))
    document_no = models.CharField(_("任职文号"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("任职")
        ordering = ["-decided_on", "-pk"]
        indexes = [
            models.Index(fields=["person", "decided_on"], name="appointment_by_person"),
            models.Index(fields=["kind", "decided_on"], name="appointment_by_kind"),
        ]
        constraints = [
            *record_constraints("appointment"),
            known("kind", AppointmentKind, "appointment_kind_is_known"),
            known("from_level", Level, "appointment_from_level_is_known"),
            known("to_level", Level, "appointment_to_level_is_known"),
            known("source_link", SourceLink, "appointment_source_link_is_known"),
            models.CheckConstraint(
                name="an_appointment_from_the_frontline_names_it",
                condition=~Q(source_link="frontline") | Q(frontline__isnull=False),
                violation_error_message=_("从一线中选的须填写一线类别"),
            ),
            models.UniqueConstraint(
                name="one_appointment_per_person_post_and_day",
                fields=["person", "to_unit", "to_post_text", "decided_on"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该任职已登记"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.to_unit}{self.to_post_text}"
