from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.appointment.vacancies.enums import VacancyReason, VacancyState
from qingmiao.orgs.models import Post, Unit
from qingmiao.registers.models import Record, known, record_constraints


class Vacancy(Record):
    """空缺: a slot that is or will be free."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("机构"), on_delete=models.PROTECT, related_name="+"
    )
    post = models.ForeignKey(
        Post, verbose_name=_("职位"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    post_text = models.CharField(_("职务名称"), max_length=120)
    arises_on = models.DateField(_("空缺日期"))
    reason = models.CharField(_("原因"), max_length=12, choices=VacancyReason)
    state = models.CharField(
        _("状态"), max_length=10, choices=VacancyState, default=VacancyState.CONFIRMED
    )
    filled_on = models.DateField(_("补充日期"), null=True, blank=True)
    needs = models.CharField(_("岗位需求"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("空缺")
        ordering = ["-arises_on", "-pk"]
        constraints = [
            *record_constraints("vacancy"),
            known("reason", VacancyReason, "vacancy_reason_is_known"),
            known("state", VacancyState, "vacancy_state_is_known"),
            models.CheckConstraint(
                name="vacancy_filled_iff_it_says_when",
                condition=Q(state="filled", filled_on__isnull=False)
                | (~Q(state="filled") & Q(filled_on__isnull=True)),
                violation_error_message=_("已补充的须填写补充日期，其他状态不填"),
            ),
            models.UniqueConstraint(
                name="one_vacancy_per_unit_post_and_day",
                fields=["unit", "post_text", "arises_on"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该空缺已登记"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.post_text}"
