from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import BooleanField, Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Now, TruncDate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.orgs.models import Unit, in_force
from qingmiao.people.dossiers.models import Person
from qingmiao.placement.blocks.enums import BlockRole, CadreTier
from qingmiao.registers.models import Record, RecordQuerySet, known, record_constraints


def today() -> TruncDate:
    """The day by the database's clock, in the district's time: lists compare with it, rules never do."""
    return TruncDate(Now())


class Blocks(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc] # built by a call
    """Blocks that know who is on duty today, in each role, and whether a role is vacant."""

    def get_queryset(self) -> RecordQuerySet:
        counted = super().get_queryset().annotate(**{role: _on_duty(role) for role in BlockRole})
        vacant = Q()
        for role in BlockRole:
            vacant |= Q(**{f"{role}__lt": F(f"{role}s_wanted")})
        return counted.annotate(
            has_vacancy=Case(
                When(vacant, then=Value(True)), default=Value(False), output_field=BooleanField()
            )
        )


def _on_duty(role: str) -> Coalesce:
    rows = (
        Duty.objects.standing()
        .filter(Q(ends__isnull=True) | Q(ends__gt=today()), begins__lte=today())
        .filter(block=OuterRef("pk"), role=role)
        .order_by()
    )
    return Coalesce(Subquery(rows.values("block").annotate(n=Count("pk")).values("n")), 0)


class Block(Record):
    """区块: a piece of a township or subdistrict that cadres are answerable for."""

    code = models.CharField(_("区块编号"), max_length=40)
    name = models.CharField(_("区块名称"), max_length=80)
    unit = models.ForeignKey(
        Unit, verbose_name=_("所属乡镇（街道）"), on_delete=models.PROTECT, related_name="+"
    )
    households = models.PositiveIntegerField(_("户数"), default=0)
    parent = models.ForeignKey(
        "self", verbose_name=_("上级区块"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="pieces",
    )  # fmt: skip
    governors_wanted = models.PositiveSmallIntegerField(_("应配治理员"), default=1)
    assistants_wanted = models.PositiveSmallIntegerField(_("应配协理员"), default=1)
    supervisors_wanted = models.PositiveSmallIntegerField(_("应配监督员"), default=1)
    begins = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)
    public_code = models.CharField(
        _("扫码受理编号"), max_length=40, null=True, blank=True, unique=True, editable=False
    )

    objects: ClassVar[Any] = Blocks()

    class Meta:
        verbose_name = _("区块")
        ordering = ["code"]
        constraints = [
            *record_constraints("block"),
            models.UniqueConstraint(
                name="one_block_per_code",
                fields=["code"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("已有相同编号的区块"),
            ),
            models.CheckConstraint(
                name="block_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                violation_error_message=_("区块的上级不能是它自己"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Duty(Record):
    """进区块: one person answerable for one block in one of the three roles. ``ends`` no longer counts."""

    block = models.ForeignKey(
        Block,
        verbose_name=pgettext_lazy("field", "区块"),
        on_delete=models.PROTECT,
        related_name="duties",
    )
    person = models.ForeignKey(
        Person, verbose_name=_("干部"), on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(_("角色"), max_length=10, choices=BlockRole)
    tier = models.CharField(
        _("干部层级"), max_length=10, choices=CadreTier, default=CadreTier.DISTRICT
    )
    begins = models.DateField(_("开始日期"))
    ends = models.DateField(_("结束日期"), null=True, blank=True)
    handover = models.CharField(_("交接说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("区块职责")
        ordering = ["block", "role", "pk"]
        indexes = [models.Index(fields=["person"], name="duty_by_person")]
        constraints = [
            *record_constraints("duty"),
            known("role", BlockRole, "duty_role_is_known"),
            known("tier", CadreTier, "duty_tier_is_known"),
            models.CheckConstraint(
                name="duty_ends_after_it_begins",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("begins")),
                violation_error_message=_("结束日期须晚于开始日期"),
            ),
            ExclusionConstraint(
                name="one_duty_per_person_block_and_day",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("block", RangeOperators.EQUAL),
                    (in_force(), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该同志在这一时期已负责本区块"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.block} {self.get_role_display()}"
