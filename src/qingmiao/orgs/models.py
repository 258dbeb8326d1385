import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.enums import CodeList, Level, Principal, UnitKind


class DateRange(Func):
    """``daterange(begins, ends, '[)')``: an end is the first day that no longer counts."""

    function = "DATERANGE"
    output_field = DateRangeField()


def in_force() -> DateRange:
    return DateRange("begins", "ends", RangeBoundary(inclusive_lower=True, inclusive_upper=False))


class Unit(models.Model):
    """A unit (机构) as it stands now; how it stood on another day is told by its versions."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("机构编码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    short_name = models.CharField(_("简称"), max_length=60)
    kind = models.CharField(_("类别"), max_length=20, choices=UnitKind)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("上级机构"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    path = models.CharField(_("路径"), max_length=200, editable=False, default="")
    sort_no = models.PositiveIntegerField(_("排序号"), default=0)
    begins = models.DateField(_("设立日期"))
    ends = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("机构")
        ordering = ["sort_no", "pk"]
        indexes = [
            models.Index(fields=["path"], name="unit_by_path", opclasses=["text_pattern_ops"])
        ]
        constraints = [
            models.CheckConstraint(
                name="unit_kind_is_known", condition=Q(kind__in=UnitKind.values)
            ),
            models.CheckConstraint(
                name="unit_ends_after_it_begins",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("begins")),
            ),
            models.UniqueConstraint(
                name="one_standing_unit_per_name",
                fields=["name"],
                condition=Q(ends__isnull=True),
                violation_error_message=_("已有同名机构"),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class UnitVersion(models.Model):
    """Name, kind and place in the tree of a unit during one period; periods never overlap."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="versions")
    name = models.CharField(_("名称"), max_length=120)
    short_name = models.CharField(_("简称"), max_length=60)
    kind = models.CharField(_("类别"), max_length=20, choices=UnitKind)
    parent = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="child_versions"
    )
    sort_no = models.PositiveIntegerField(_("排序号"), default=0)
    begins = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)
    basis = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("机构沿革")
        ordering = ["begins"]
        constraints = [
            models.CheckConstraint(
                name="unit_version_kind_is_known", condition=Q(kind__in=UnitKind.values)
            ),
            ExclusionConstraint(
                name="unit_versions_never_overlap",
                expressions=[("unit", RangeOperators.EQUAL), (in_force(), RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.begins}"


class Post(models.Model):
    """A slot (职数) of a unit: how many may hold it, at which level, during one period."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("机构"), on_delete=models.PROTECT, related_name="posts"
    )
    title = models.CharField(_("职务名称"), max_length=100)
    level = models.CharField(_("职务层次"), max_length=3, choices=Level)
    is_leading_team = models.BooleanField(_("班子成员"), default=False)
    principal = models.CharField(
        _("党政正职"), max_length=12, choices=Principal, default=Principal.NONE
    )
    headcount = models.PositiveSmallIntegerField(_("职数"), default=1)
    sort_no = models.PositiveIntegerField(_("排序号"), default=0)
    begins = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)
    basis = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("职位")
        ordering = ["unit__sort_no", "sort_no", "pk"]
        constraints = [
            models.CheckConstraint(name="post_level_is_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(
                name="post_principal_is_known", condition=Q(principal__in=Principal.values)
            ),
            models.CheckConstraint(name="post_has_headcount", condition=Q(headcount__gte=1)),
            models.CheckConstraint(
                name="post_ends_after_it_begins",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("begins")),
            ),
            ExclusionConstraint(
                name="one_post_per_title_unit_and_day",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("title", RangeOperators.EQUAL),
                    (in_force(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("同一机构同一职务名称在同一时期只能有一条职数记录"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.title}"


class CodeEntry(models.Model):
    """One entry of a district code list, with the day it came into force and its basis (依据)."""

    code_list = models.CharField(_("码表"), max_length=24, choices=CodeList)
    code = models.CharField(_("代码"), max_length=40)
    label = models.CharField(_("名称"), max_length=80)
    sort_no = models.PositiveSmallIntegerField(_("排序号"), default=0)
    begins = models.DateField(_("起"))
    ends = models.DateField(_("止"), null=True, blank=True)
    basis = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("码表条目")
        ordering = ["code_list", "sort_no", "pk"]
        constraints = [
            models.CheckConstraint(
                name="code_entry_list_is_known", condition=Q(code_list__in=CodeList.values)
            ),
            models.UniqueConstraint(name="one_entry_per_code", fields=["code_list", "code"]),
        ]

    def __str__(self) -> str:
        return self.label
