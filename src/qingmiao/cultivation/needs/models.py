from typing import Any, ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest, Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.cultivation.courses.enums import ClassState
from qingmiao.cultivation.courses.models import TrainingClass
from qingmiao.cultivation.needs.enums import Audience, GroupBy, NeedState, SurveyState
from qingmiao.engines.ballots.enums import Asked
from qingmiao.orgs.models import CodeEntry, Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Record, RecordQuerySet, known, record_constraints


class Survey(Record):
    """需求征求: questions to a part of the district, answered without a name, told once after the closing."""

    title = models.CharField(_("征求名称"), max_length=120)
    lead = models.CharField(_("说明"), max_length=400, blank=True)
    organizer = models.ForeignKey(
        Unit, verbose_name=_("征求单位"), on_delete=models.PROTECT, related_name="+",
        help_text=_("征求该单位及下级的干部"),
    )  # fmt: skip
    audience = models.CharField(
        _("征求对象"), max_length=12, choices=Audience, default=Audience.UNDER_FORTY
    )
    group_by = models.CharField(
        _("结果分组"), max_length=10, choices=GroupBy, default=GroupBy.NONE,
        help_text=_("只记下这一种分组；人数不足的组合并公布"),
    )  # fmt: skip
    opens_on = models.DateField(_("开始日期"))
    closes_on = models.DateField(_("截止日期"))
    state = models.CharField(
        _("状态"), max_length=8, choices=SurveyState, default=SurveyState.DRAFT, editable=False
    )

    class Meta:
        verbose_name = _("需求征求")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            *record_constraints("survey"),
            known("state", SurveyState, "survey_state_is_known"),
            known("group_by", GroupBy, "survey_group_is_known"),
            known("audience", Audience, "survey_audience_is_known"),
            models.UniqueConstraint(
                name="one_survey_per_title",
                fields=["organizer", "title"],
                condition=Q(voided_at__isnull=True),
                violation_error_message=_("该单位已有同名的征求"),
            ),
            models.CheckConstraint(
                name="survey_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("截止日期不得早于开始日期"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def box(self) -> str:
        """The key of the box its answers lie in."""
        return f"needs.survey:{self.pk}"


class SurveyQuestion(models.Model):
    """题目: one question of a survey, in its order; it stands once the survey is open."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="questions")
    place = models.PositiveSmallIntegerField(_("次序"))
    label = models.CharField(_("题目"), max_length=120)
    kind = models.CharField(_("题型"), max_length=8, choices=Asked)
    options = ArrayField(models.CharField(max_length=60), verbose_name=_("选项"), default=list)
    most = models.PositiveSmallIntegerField(_("最多选几项"), default=0)

    class Meta:
        verbose_name = _("征求题目")
        ordering = ["place", "pk"]
        constraints = [
            known("kind", Asked, "survey_question_kind_is_known"),
            models.UniqueConstraint(
                name="one_question_per_place",
                fields=["survey", "place"],
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="asked_questions_stand",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="IF EXISTS (SELECT 1 FROM needs_survey WHERE id = COALESCE(NEW.survey_id, OLD.survey_id) "
                "AND state <> 'draft') THEN RAISE EXCEPTION 'a survey that was opened keeps its questions' "
                "USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Invited(models.Model):
    """征求到的人: written when the survey opens, with the one coarse group the answer may be told under."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="invited")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(_("分组"), max_length=200, blank=True)
    invited_on = models.DateField(_("征求日期"))

    class Meta:
        verbose_name = _("征求对象")
        indexes = [models.Index(fields=["person", "invited_on"], name="invited_by_person")]
        constraints = [
            models.UniqueConstraint(name="asked_once_a_survey", fields=["survey", "person"])
        ]

    def __str__(self) -> str:
        return f"{self.survey_id}:{self.person_id}"


class Needs(models.Manager.from_queryset(RecordQuerySet)):  # type: ignore[misc] # built by a call
    """Needs that know their ``votes``, how many ``classes`` answer them, whether they are ``covered``, and how
    ``wanted`` they are: by votes or by what a survey told, whichever is more, for whoever answered may vote too.
    """

    def get_queryset(self) -> RecordQuerySet:
        cited = Citation.objects.standing().filter(need=OuterRef("pk")).order_by()
        votes = NeedVote.objects.filter(need=OuterRef("pk")).order_by()
        number = Count("pk")
        rows: RecordQuerySet = super().get_queryset()
        return rows.annotate(
            votes=Coalesce(Subquery(votes.values("need").annotate(n=number).values("n")), 0),
            classes=Coalesce(Subquery(cited.values("need").annotate(n=number).values("n")), 0),
            covered=Exists(cited),
        ).annotate(
            wanted=Greatest("votes", Coalesce("surveyed", 0), output_field=models.IntegerField())
        )


class Need(Record):
    """培训需求: one thing people want to be taught. It stays on the board until a class answers it."""

    title = models.CharField(pgettext_lazy("training", "需求"), max_length=80)
    description = models.CharField(_("说明"), max_length=300, blank=True)
    topic = models.ForeignKey(
        CodeEntry, verbose_name=_("培训内容"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", limit_choices_to={"code_list": "training_topics"},
    )  # fmt: skip
    survey = models.ForeignKey(
        Survey, verbose_name=_("来自征求"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="needs",
    )  # fmt: skip
    surveyed = models.PositiveIntegerField(
        _("征求中想学的人数"), null=True, editable=False,
        help_text=_("结果公布的人数；自由意见和看板上提出的没有"),
    )  # fmt: skip
    state = models.CharField(_("状态"), max_length=10, choices=NeedState, default=NeedState.WANTED)
    state_reason = models.CharField(_("办理意见"), max_length=300, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", verbose_name=_("并入"), null=True, editable=False, on_delete=models.PROTECT,
        related_name="merged",
    )  # fmt: skip
    proposer = models.ForeignKey(
        Person, verbose_name=_("提出人"), null=True, editable=False, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    proposed_on = models.DateField(_("提出日期"))

    objects: ClassVar[Any] = Needs()

    class Meta:
        verbose_name = _("培训需求")
        ordering = ["-proposed_on", "-pk"]
        constraints = [
            *record_constraints("need"),
            known("state", NeedState, "need_state_is_known"),
            models.UniqueConstraint(
                name="one_need_per_title",
                fields=["title"],
                condition=Q(voided_at__isnull=True, state="wanted"),
                violation_error_message=_("看板上已有同名的需求，请直接附议"),
            ),
            models.CheckConstraint(
                name="need_is_declined_with_a_reason",
                condition=~Q(state__in=["declined", "merged"]) | ~Q(state_reason=""),
                violation_error_message=_("暂不开设或并入须写明理由"),
            ),
            models.CheckConstraint(
                name="merged_need_says_into_which",
                condition=Q(state="merged", merged_into__isnull=False)
                | Q(~Q(state="merged"), merged_into__isnull=True),
                violation_error_message=_("并入的需求须写明并入哪一条"),
            ),
            models.CheckConstraint(
                name="need_is_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                violation_error_message=_("不能并入自己"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NeedVote(models.Model):
    """附议: one person for one need, withdrawn by deleting it."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="given_votes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("附议")
        constraints = [
            models.UniqueConstraint(
                name="one_vote_per_need_and_person",
                fields=["need", "person"],
                violation_error_message=_("您已经附议过"),
            )
        ]

    def __str__(self) -> str:
        return f"#{self.need_id}"


class CitationQuerySet(models.QuerySet):
    def standing(self) -> "CitationQuerySet":
        """Classes that answer a need now: neither taken back nor voided nor called off."""
        return self.filter(ended_at__isnull=True, training_class__voided_at__isnull=True).exclude(
            training_class__state=ClassState.CANCELLED
        )


class Citation(models.Model):
    """回应: a class that answers a need."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="citations")
    training_class = models.ForeignKey(
        TrainingClass, verbose_name=_("班次"), on_delete=models.PROTECT, related_name="+"
    )
    cited_by = models.CharField(_("登记人"), max_length=100)
    cited_at = models.DateTimeField(_("登记时间"), db_default=Now())
    ended_at = models.DateTimeField(_("撤下时间"), null=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("需求回应")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_citation_per_need_and_class",
                fields=["need", "training_class"],
                condition=Q(ended_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.need_id}:{self.training_class_id}"
