import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

_FROZEN = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]


class Publication(models.Model):
    """发布: a speech as it stood on a day, its words, its numbers and the rows behind them.

    ``digest`` is the hash over all of it, so that anybody can recompute that nothing was touched.
    """

    report = models.CharField(_("材料"), max_length=40)
    title = models.CharField(_("标题"), max_length=200)
    on = models.DateField(_("截至日"))
    since = models.DateField(_("提拔使用起算日"))
    cumulative_since = models.DateField(_("累计起算日"), null=True, blank=True)
    signature = models.CharField(_("署名"), max_length=100)
    body = models.JSONField(_("正文"))
    marks = models.JSONField(_("标识"), default=list)
    findings = models.JSONField(_("核对结果"), default=list)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    digest = models.CharField(_("摘要值"), max_length=64)
    account_id = models.BigIntegerField(_("账号编号"))
    published_by = models.CharField(_("发布人"), max_length=100)
    published_at = models.DateTimeField(_("发布时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("已发布材料")
        ordering = ["-pk"]
        triggers = _FROZEN

    def __str__(self) -> str:
        return f"{self.title.replace(chr(10), '')} {self.on:%Y.%m.%d}"


class PublishedFigure(models.Model):
    """已发布指标: the value, and the definition it was computed by, in both languages."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="figures")
    code = models.CharField(_("编号"), max_length=3)
    phrase = models.CharField(_("原文"), max_length=120)
    value = models.JSONField(_("数值"))
    shown = models.CharField(_("显示"), max_length=40)
    display = models.CharField(_("写法"), max_length=60)
    title_zh = models.CharField(_("名称（中文）"), max_length=80)
    title_en = models.CharField(_("名称（英文）"), max_length=200)
    definition_zh = models.TextField(_("定义（中文）"))
    definition_en = models.TextField(_("定义（英文）"))
    readings = models.JSONField(_("口径"), default=dict)
    denominator = models.IntegerField(_("分母"), null=True, blank=True)
    row_count = models.PositiveIntegerField(_("行数"))

    class Meta:
        verbose_name = _("已发布指标")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                name="one_published_figure_per_code", fields=["publication", "code"]
            ),
        ]
        triggers = _FROZEN

    def __str__(self) -> str:
        return f"{self.code} {self.display}"


class PublishedRow(models.Model):
    """已发布名单: one row that was counted, in words. No key to a person: it outlives the dossier."""

    figure = models.ForeignKey(PublishedFigure, on_delete=models.PROTECT, related_name="rows")
    key = models.CharField(_("计数对象"), max_length=80)
    person_id = models.BigIntegerField(_("干部编号"), null=True, blank=True)
    person = models.CharField(_("姓名"), max_length=60, blank=True)
    unit = models.CharField(_("单位"), max_length=120, blank=True)
    post = models.CharField(_("职务"), max_length=300, blank=True)
    record = models.CharField(_("事项"), max_length=600, blank=True)
    day = models.DateField(_("日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("已发布名单")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="one_published_row_per_key", fields=["figure", "key"]),
        ]
        triggers = _FROZEN

    def __str__(self) -> str:
        return f"{self.person} {self.record}".strip()


class Withdrawal(models.Model):
    """撤回: the publication stays readable, and says that it no longer stands."""

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, related_name="withdrawal"
    )
    reason = models.CharField(_("撤回理由"), max_length=500)
    withdrawn_by = models.CharField(_("撤回人"), max_length=100)
    withdrawn_at = models.DateTimeField(_("撤回时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("撤回")
        constraints = [
            models.CheckConstraint(
                name="a_withdrawal_has_a_reason", condition=~models.Q(reason="")
            ),
        ]
        triggers = _FROZEN

    def __str__(self) -> str:
        return f"{self.publication} {self.reason}"
