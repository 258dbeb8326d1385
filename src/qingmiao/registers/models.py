from collections.abc import Collection
from functools import cache
from typing import Any, Self

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.registers.enums import BatchState, LineStatus, Source


class RecordQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Records that count: not voided."""
        return self.filter(voided_at__isnull=True)


RecordManager = models.Manager.from_queryset(RecordQuerySet)


class Record(models.Model):
    """What every entered record carries: who, by which door, which edition, and whether it was voided.

    Nothing entered is ever deleted. A mistake is voided with a reason and no longer counts.
    """

    entered_at = models.DateTimeField(_("登记时间"), db_default=Now(), editable=False)
    entered_by = models.CharField(_("登记人"), max_length=100, editable=False, default="")
    source = models.CharField(
        _("来源"), max_length=8, choices=Source, default=Source.PAGE, editable=False
    )
    version = models.PositiveIntegerField(_("版本"), default=1, editable=False)
    voided_at = models.DateTimeField(_("作废时间"), null=True, blank=True, editable=False)
    voided_by = models.CharField(_("作废人"), max_length=100, blank=True, editable=False)
    void_reason = models.CharField(_("作废理由"), max_length=500, blank=True, editable=False)

    objects = RecordManager()

    class Meta:
        abstract = True

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Constraints speak about the whole row: what every record carries is never left out, though
        no form shows it. Conditions on ``voided_at`` could not be asked without it.
        """
        carried = {field.name for field in Record._meta.fields}
        super().validate_constraints(exclude=set(exclude or ()) - carried)


def known(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """The database knows the choices too; a field that may stay blank also admits the empty text."""
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__in": choices.values}))


def field_of(model: type[models.Model], name: str) -> models.Field:
    """A column of the model by name; relations from other tables are not columns."""
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(f"{model._meta.label}.{name} is not a column")
    return field


@cache
def labels_of(model: type[models.Model], name: str) -> dict[Any, Any]:
    """What the choices of a field are called, still untranslated; empty where it has none or is no field.

    Django's own display hashes every label at every call, and so translates all of them for each cell.
    """
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return {}
    return dict(getattr(field, "flatchoices", None) or ())


def record_constraints(noun: str) -> list[models.BaseConstraint]:
    """What the database must always hold of a record; every concrete model adds these."""
    return [
        models.CheckConstraint(
            name=f"{noun}_source_is_known", condition=Q(source__in=Source.values)
        ),
        models.CheckConstraint(
            name=f"{noun}_is_voided_with_a_reason",
            condition=Q(voided_at__isnull=True, void_reason="")
            | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
        ),
    ]


class Batch(models.Model):
    """One imported table of one register: previewed, then applied all or nothing, and undoable."""

    register = models.CharField(_("登记册"), max_length=80)
    file_name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(_("文件摘要"), max_length=64)
    state = models.CharField(
        _("状态"), max_length=12, choices=BatchState, default=BatchState.PREVIEWED
    )
    mapping = models.JSONField(_("列对应"), default=list)
    uploaded_at = models.DateTimeField(_("上传时间"), db_default=Now())
    uploaded_by = models.CharField(_("上传人"), max_length=100)
    account_id = models.BigIntegerField(_("账号编号"))
    applied_at = models.DateTimeField(_("导入时间"), null=True)
    undone_at = models.DateTimeField(_("撤销时间"), null=True)

    class Meta:
        verbose_name = _("导入批次")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["register", "-id"], name="batch_by_register")]
        constraints = [
            models.CheckConstraint(
                name="batch_state_is_known", condition=Q(state__in=BatchState.values)
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.file_name}"


class BatchLine(models.Model):
    """One row of an imported table: what it says, what it would change, what is wrong with it."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    row = models.PositiveIntegerField(_("行号"))
    title = models.CharField(_("标题"), max_length=200, blank=True)
    status = models.CharField(_("结果"), max_length=10, choices=LineStatus)
    values = models.JSONField(_("内容"), default=dict)
    differences = models.JSONField(_("差异"), default=list)
    errors = models.JSONField(_("问题"), default=list)
    object_id = models.BigIntegerField(_("记录编号"), null=True)
    before = models.JSONField(_("导入前"), null=True)
    version_after = models.PositiveIntegerField(_("导入后版本"), null=True)

    class Meta:
        verbose_name = _("导入行")
        ordering = ["row"]
        constraints = [
            models.CheckConstraint(
                name="batch_line_status_is_known", condition=Q(status__in=LineStatus.values)
            ),
            models.UniqueConstraint(name="one_line_per_row_of_a_batch", fields=["batch", "row"]),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.row}"


class SavedFilter(models.Model):
    """收藏的筛选: an address one comes back to, for oneself or shared with everybody who may open it."""

    account_id = models.BigIntegerField(_("账号编号"))
    owner_name = models.CharField(_("收藏人"), max_length=100)
    page = models.CharField(_("页面"), max_length=80)
    name = models.CharField(_("名称"), max_length=60)
    query = models.CharField(_("条件"), max_length=1000)
    is_shared = models.BooleanField(_("共享"), default=False)
    saved_at = models.DateTimeField(_("收藏时间"), db_default=Now())

    class Meta:
        verbose_name = _("收藏的筛选")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_saved_filter_per_name_page_and_account",
                fields=["account_id", "page", "name"],
                violation_error_message=_("已有同名的收藏"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
