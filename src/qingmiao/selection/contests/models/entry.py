import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person, historical
from qingmiao.registers.models import Record, known, record_constraints
from qingmiao.selection.contests.enums import EntryRoute, EntryState
from qingmiao.selection.contests.models.contest import Contest, Stage


@historical("EntryHistory")
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
    number = models.PositiveSmallIntegerField(_("报名号"), null=True, editable=False)
    route = models.CharField(
        _("报名方式"), max_length=8, choices=EntryRoute, default=EntryRoute.OFFICE, editable=False
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
    assessment = models.JSONField(_("资格审查依据"), default=dict, blank=True, editable=False)
    state_reason = models.CharField(_("状态说明"), max_length=300, blank=True, editable=False)
    checked_on = models.DateField(_("审查日期"), null=True, editable=False)
    checked_by = models.CharField(_("审查人"), max_length=100, blank=True, editable=False)
    left_on = models.DateField(_("退出日期"), null=True, editable=False)

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
            known("route", EntryRoute, "contest_entry_route_is_known"),
            models.UniqueConstraint(
                name="one_entry_per_number",
                fields=["contest", "number"],
                condition=Q(number__isnull=False),
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
        triggers = [
            pgtrigger.Trigger(
                name="a_drawn_plate_is_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF NEW.plate_no IS DISTINCT FROM OLD.plate_no AND EXISTS (SELECT 1 FROM contests_platedraw
                   WHERE contest_id = OLD.contest_id AND drawn_at IS NOT NULL)
                THEN RAISE EXCEPTION 'a drawn plate is kept' USING ERRCODE = 'check_violation'; END IF;
                RETURN NEW;
                """,
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
