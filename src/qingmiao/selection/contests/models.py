import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person, historical
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.selection.contests.enums import ContestKind, ContestState, EntryState


class Contest(Record):
    """比武: one contest with its stages, entries and result."""

    title = models.CharField(_("比武名称"), max_length=160)
    kind = models.CharField(_("类别"), max_length=10, choices=ContestKind)
    organizer = models.ForeignKey(
        Unit, verbose_name=_("主办单位"), on_delete=models.PROTECT, related_name="+"
    )
    begins = models.DateField(_("开始日期"))
    result_on = models.DateField(_("结果确定日期"), null=True, blank=True)
    shortlist_size = models.PositiveSmallIntegerField(_("拟入围人数"), default=0)
    state = models.CharField(
        _("状态"), max_length=10, choices=ContestState, default=ContestState.FINAL
    )

    class Meta:
        verbose_name = _("比武")
        ordering = ["-begins", "-pk"]
        constraints = [
            *record_constraints("contest"),
            known("kind", ContestKind, "contest_kind_is_known"),
            known("state", ContestState, "contest_state_is_known"),
            models.UniqueConstraint(
                name="one_contest_per_title",
                fields=["title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("已有同名的比武"),
            ),
            models.CheckConstraint(
                name="contest_result_follows_its_beginning",
                condition=Q(result_on__isnull=True) | Q(result_on__gte=F("begins")),
                violation_error_message=_("结果确定日期不得早于开始日期"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Stage(Record):
    """环节: one stage of a contest with its weight in percent."""

    contest = models.ForeignKey(
        Contest, verbose_name=_("比武"), on_delete=models.PROTECT, related_name="stages"
    )
    name = models.CharField(_("环节"), max_length=60)
    order = models.PositiveSmallIntegerField(_("次序"), default=1)
    weight = models.DecimalField(_("权重（%）"), max_digits=5, decimal_places=2)
    held_on = models.DateField(_("举行日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("比武环节")
        ordering = ["contest", "order"]
        constraints = [
            *record_constraints("stage"),
            models.UniqueConstraint(
                name="one_stage_per_order",
                fields=["contest", "order"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该比武已有同一次序的环节"),
            ),
            models.CheckConstraint(
                name="stage_weight_is_a_percentage",
                condition=Q(weight__gte=0, weight__lte=100),
                violation_error_message=_("权重须在 0 到 100 之间"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contest} {self.name}"


class Entry(Record):
    """参赛: one person in one contest, and how it ended."""

    contest = models.ForeignKey(
        Contest, verbose_name=_("比武"), on_delete=models.PROTECT, related_name="entries"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("选手"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("报名单位"), on_delete=models.PROTECT, related_name="+"
    )
    plate_no = models.PositiveSmallIntegerField(_("号牌"), null=True, blank=True)
    entered_on = models.DateField(_("报名日期"))
    state = models.CharField(
        _("状态"), max_length=12, choices=EntryState, default=EntryState.SUBMITTED
    )
    total = models.DecimalField(_("总成绩"), max_digits=6, decimal_places=2, null=True, blank=True)
    place = models.PositiveSmallIntegerField(_("名次"), null=True, blank=True)
    is_shortlisted = models.BooleanField(_("入围后备人选"), default=False)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("参赛")
        ordering = ["contest", "place", "pk"]
        indexes = [models.Index(fields=["person"], name="entry_by_person")]
        constraints = [
            *record_constraints("contest_entry"),
            known("state", EntryState, "contest_entry_state_is_known"),
            models.UniqueConstraint(
                name="one_entry_per_person_and_contest",
                fields=["contest", "person"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该同志已报名参加这次比武"),
            ),
            models.UniqueConstraint(
                name="one_entry_per_plate",
                fields=["contest", "plate_no"],
                condition=Q(voided_at__isnull=True, plate_no__isnull=False),
                violation_error_message=_("该号牌已被占用"),
            ),
            models.CheckConstraint(
                name="only_a_ranked_entry_is_shortlisted",
                condition=Q(is_shortlisted=False) | Q(state="ranked"),
                violation_error_message=_("只有已出成绩的选手可以入围"),
            ),
            models.CheckConstraint(
                name="contest_total_is_a_mark",
                condition=Q(total__isnull=True) | Q(total__gte=0, total__lte=100),
                violation_error_message=_("总成绩须在 0 到 100 之间"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contest} · {self.person}"


@historical("StageMarkHistory")
class StageMark(Record):
    """环节成绩: the mark of one entry in one stage. Insert-only: a correction voids it and adds another."""

    entry = models.ForeignKey(
        Entry, verbose_name=_("参赛"), on_delete=models.PROTECT, related_name="marks"
    )
    stage = models.ForeignKey(
        Stage, verbose_name=_("环节"), on_delete=models.PROTECT, related_name="marks"
    )
    mark = models.DecimalField(_("成绩"), max_digits=6, decimal_places=2)
    decided_on = models.DateField(_("评定日期"))

    class Meta:
        verbose_name = _("环节成绩")
        ordering = ["entry", "stage"]
        constraints = [
            *record_constraints("stage_mark"),
            models.UniqueConstraint(
                name="one_mark_per_entry_and_stage",
                fields=["entry", "stage"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该选手在这个环节已有成绩，更正须先作废原成绩"),
            ),
            models.CheckConstraint(
                name="stage_mark_is_a_mark",
                condition=Q(mark__gte=0, mark__lte=100),
                violation_error_message=_("成绩须在 0 到 100 之间"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="marks_are_insert_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF NEW.mark <> OLD.mark OR NEW.entry_id <> OLD.entry_id OR NEW.stage_id <> OLD.stage_id
                THEN RAISE EXCEPTION 'a mark is voided and entered anew, never changed'; END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.stage.name} {self.mark}"
