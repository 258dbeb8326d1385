from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.models import in_force
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.stewardship.apartments.enums import FlatKind, LeaseState, TenantKind


class Flat(Record):
    """人才公寓: one flat of the stock, from the day it was ready to the day it left the stock."""

    building = models.CharField(_("楼栋"), max_length=80)
    room_no = models.CharField(_("房号"), max_length=20)
    kind = models.CharField(_("户型"), max_length=10, choices=FlatKind)
    area = models.DecimalField(_("面积（㎡）"), max_digits=6, decimal_places=2)
    monthly_rent = models.DecimalField(_("月租金（元）"), max_digits=8, decimal_places=2)
    begins = models.DateField(_("投用日期"))
    ends = models.DateField(_("退出日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("人才公寓")
        ordering = ["building", "room_no"]
        constraints = [
            *record_constraints("flat"),
            known("kind", FlatKind, "flat_kind_is_known"),
            models.UniqueConstraint(
                name="one_flat_per_room",
                fields=["building", "room_no"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该房号已登记"),
            ),
            models.CheckConstraint(
                name="flat_leaves_the_stock_after_it_entered",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("begins")),
                violation_error_message=_("退出日期须晚于投用日期"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.building} {self.room_no}"


class Lease(Record):
    """租约: who lives in a flat from when to when; ``ends`` is the first day it is empty again."""

    flat = models.ForeignKey(
        Flat, verbose_name=_("人才公寓"), on_delete=models.PROTECT, related_name="leases"
    )
    tenant_kind = models.CharField(
        _("租户类别"), max_length=8, choices=TenantKind, default=TenantKind.CADRE
    )
    person = models.ForeignKey(
        Person, verbose_name=_("租住干部"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    tenant_name = models.CharField(_("租住人"), max_length=60)
    begins = models.DateField(_("起租日期"))
    planned_end = models.DateField(_("到期日期"))
    ends = models.DateField(_("退租日期"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=8, choices=LeaseState, default=LeaseState.LIVING)

    class Meta:
        verbose_name = _("租约")
        ordering = ["-begins", "-pk"]
        constraints = [
            *record_constraints("lease"),
            known("tenant_kind", TenantKind, "lease_tenant_kind_is_known"),
            known("state", LeaseState, "lease_state_is_known"),
            models.CheckConstraint(
                name="a_cadre_lease_names_the_cadre",
                condition=~Q(tenant_kind="cadre") | Q(person__isnull=False),
                violation_error_message=_("租户为年轻干部的须选择干部"),
            ),
            models.CheckConstraint(
                name="lease_ended_iff_it_has_an_end",
                condition=Q(state="ended", ends__isnull=False)
                | (~Q(state="ended") & Q(ends__isnull=True)),
                violation_error_message=_("已退租的须填写退租日期，其他状态不填"),
            ),
            models.CheckConstraint(
                name="lease_ends_after_it_begins",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("begins")),
                violation_error_message=_("退租日期须晚于起租日期"),
            ),
            ExclusionConstraint(
                name="one_lease_per_flat_and_day",
                expressions=[
                    ("flat", RangeOperators.EQUAL),
                    (in_force(), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("这套公寓在这一时期已经出租"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.flat} {self.tenant_name}"
