import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.people.dossiers.models import Person
from qingmiao.people.exchange.enums.kinds import FileKind
from qingmiao.registers.enums import BatchState, LineStatus
from qingmiao.registers.models import known


class ImportBatch(models.Model):
    """One upload of dossiers: previewed, then applied in one transaction, and undoable.

    The files themselves lie sealed in the home's uploads under ``uid``.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("类别"), max_length=8, choices=FileKind)
    file_name = models.CharField(_("文件名"), max_length=200)
    sha256 = models.CharField(_("文件摘要"), max_length=64)
    size = models.PositiveBigIntegerField(_("字节数"))
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
        verbose_name = _("干部导入批次")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["sha256", "state"], name="import_batch_by_file")]
        constraints = [
            known("kind", FileKind, "import_batch_kind_is_known"),
            known("state", BatchState, "import_batch_state_is_known"),
            models.CheckConstraint(
                name="import_batch_is_applied_at_a_moment",
                condition=Q(state__in=[BatchState.PREVIEWED, BatchState.DROPPED])
                | Q(applied_at__isnull=False),
            ),
            models.CheckConstraint(
                name="import_batch_is_undone_at_a_moment",
                condition=~Q(state=BatchState.UNDONE) | Q(undone_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.file_name}"


class ImportLine(models.Model):
    """One file or row of a batch: whom it speaks of, what it would change, what was found.

    What it says in full is sealed, for it holds identity numbers; differences show those masked.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(_("序号"))
    source = models.CharField(_("来源文件"), max_length=260, blank=True)
    title = models.CharField(_("对象"), max_length=200, blank=True)
    person = models.ForeignKey(
        Person, verbose_name=_("干部"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    status = models.CharField(_("结果"), max_length=10, choices=LineStatus)
    differences = models.JSONField(_("差异"), default=list)
    errors = models.JSONField(_("问题"), default=list)
    findings = models.JSONField(_("发现"), default=list)
    accepted = models.JSONField(_("采纳的栏目"), default=list)
    said_sealed = models.BinaryField(_("内容（密封）"), null=True, editable=False)
    photo = models.BinaryField(_("照片"), null=True, editable=False)
    photo_width = models.PositiveSmallIntegerField(null=True)
    photo_height = models.PositiveSmallIntegerField(null=True)
    before_sealed = models.BinaryField(_("导入前（密封）"), null=True, editable=False)
    version_after = models.PositiveIntegerField(_("导入后版本"), null=True)

    class Meta:
        verbose_name = _("干部导入行")
        ordering = ["number"]
        constraints = [
            known("status", LineStatus, "import_line_status_is_known"),
            models.UniqueConstraint(
                name="one_import_line_per_number_of_a_batch", fields=["batch", "number"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"


class KeptForm(models.Model):
    """The last form file imported for a person, every letter of it, so that an export loses nothing.

    ``photo_sha256`` is that of the picture drawn from it: while the dossier shows that picture, the
    file's own letters are written again.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sealed = models.BinaryField(_("原文件（密封）"), editable=False)
    file_name = models.CharField(_("文件名"), max_length=260)
    sha256 = models.CharField(_("文件摘要"), max_length=64)
    photo_sha256 = models.CharField(_("照片摘要"), max_length=64, blank=True)
    taken_at = models.DateTimeField(_("录入时间"), db_default=Now())

    class Meta:
        verbose_name = _("任免审批表原文件")

    def __str__(self) -> str:
        return self.file_name
