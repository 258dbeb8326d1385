from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.people.dossiers.models import Person
from qingmiao.placement.openings.enums import FamilyLimit
from qingmiao.placement.openings.models.opening import Opening
from qingmiao.registers.models import Record, known, record_constraints


class Wish(Record):
    """选派志愿: where somebody would like to go, and what the family does not allow. Told to the department only."""

    person = models.ForeignKey(
        Person, verbose_name=_("干部"), on_delete=models.PROTECT, related_name="+"
    )
    first = models.ForeignKey(
        Opening, verbose_name=_("第一志愿"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    second = models.ForeignKey(
        Opening, verbose_name=_("第二志愿"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    third = models.ForeignKey(
        Opening, verbose_name=_("第三志愿"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    limit = models.CharField(
        _("家庭情况限制"), max_length=10, choices=FamilyLimit, default=FamilyLimit.NONE, blank=True
    )
    limit_until = models.DateField(_("限制至"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("选派志愿")
        ordering = ["-pk"]
        constraints = [
            *record_constraints("wish"),
            known("limit", FamilyLimit, "wish_limit_is_known"),
            models.UniqueConstraint(
                name="one_wish_per_person",
                fields=["person"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该同志已填报志愿，请在原志愿上修改"),
            ),
            models.CheckConstraint(
                name="wishes_differ",
                condition=(Q(second__isnull=True) | ~Q(second=F("first")))
                & (Q(third__isnull=True) | (~Q(third=F("first")) & ~Q(third=F("second")))),
                violation_error_message=_("三个志愿不得重复"),
            ),
            models.CheckConstraint(
                name="wish_limit_has_a_reason_to_end",
                condition=~Q(limit="") | Q(limit_until__isnull=True),
                violation_error_message=_("没有家庭情况限制的不填限制至"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
