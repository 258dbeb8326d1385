import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qingmiao.access.models import VisitorTry
from qingmiao.registers.models import known
from qingmiao.selection.contests.models import Contest
from qingmiao.selection.results.enums import PublicationKind, Reach, TablesState
from qingmiao.selection.results.models.computation import INSERT_ONLY, Computation


class Publication(models.Model):
    """公布 of a result to all who may enter, send or watch: which computation, and which fields of it."""

    contest = models.ForeignKey(
        Contest, verbose_name=_("比武"), on_delete=models.PROTECT, related_name="+"
    )
    computation = models.ForeignKey(Computation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("类别"), max_length=12, choices=PublicationKind)
    reach = models.CharField(_("公布范围"), max_length=10, choices=Reach, default=Reach.ALL)
    shows_names = models.BooleanField(_("公布姓名和单位"), default=True)
    shows_totals = models.BooleanField(_("公布总成绩"), default=True)
    shows_stages = models.BooleanField(_("公布各环节成绩"), default=False)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    published_on = models.DateField(_("公布日期"))
    published_at = models.DateTimeField(_("公布时间"), db_default=Now(), editable=False)
    published_by = models.CharField(_("公布人"), max_length=100)

    class Meta:
        verbose_name = _("结果公布")
        ordering = ["-published_at", "-pk"]
        constraints = [
            known("kind", PublicationKind, "publication_kind_is_known"),
            known("reach", Reach, "publication_reach_is_known"),
        ]
        triggers = [INSERT_ONLY]

    def __str__(self) -> str:
        return f"{self.contest} {self.get_kind_display()}"


class PrintedSheet(models.Model):
    """打印的成绩单: the text whose hash stands on the paper. Whoever holds the paper may compare.

    The same text is kept once, however often it is printed; ``number`` is drawn, not counted.
    """

    number = models.CharField(_("查验编号"), max_length=32, unique=True)
    computation = models.ForeignKey(Computation, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("内容"))
    digest = models.CharField(_("成绩单指纹"), max_length=64, unique=True)
    printed_on = models.DateField(_("打印日期"))
    printed_by = models.CharField(_("打印人"), max_length=100)

    class Meta:
        verbose_name = _("成绩单")
        ordering = ["-pk"]
        triggers = [INSERT_ONLY]

    def __str__(self) -> str:
        return f"{self.computation} {self.digest[:8]}"


class ComparisonTry(VisitorTry):
    class Meta:
        verbose_name = _("成绩单查验")
        constraints = [
            models.UniqueConstraint(
                name="one_comparison_count_a_minute", fields=["visitor", "minute"]
            ),
        ]


class Tables(models.Model):
    """评委统计 of one computation, beside the result and never instead of it; worked out once."""

    computation = models.OneToOneField(Computation, on_delete=models.PROTECT, related_name="tables")
    state = models.CharField(
        _("状态"), max_length=8, choices=TablesState, default=TablesState.WAITING
    )
    step = models.PositiveSmallIntegerField(_("已完成的表"), default=0)
    content = models.JSONField(_("各表"), default=dict)
    problem = models.CharField(_("原因"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("申请时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("评委统计")
        constraints = [
            known("state", TablesState, "tables_state_is_known"),
            models.CheckConstraint(
                name="tables_that_failed_say_why",
                condition=Q(state="failed") & ~Q(problem="") | ~Q(state="failed") & Q(problem=""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="worked_out_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF OLD.state = 'done' THEN
                    RAISE EXCEPTION 'the tables were worked out' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.computation} {self.get_state_display()}"
