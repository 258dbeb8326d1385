from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.cultivation.needs import permissions, rules, services
from qingmiao.cultivation.needs.enums import SurveyState
from qingmiao.cultivation.needs.models import Need, Survey
from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Register

FROZEN = ("title", "lead", "organizer_id", "audience", "group_by", "opens_on")


def _check_survey(row: Survey, _on: date) -> list[str]:
    old = Survey.objects.filter(pk=row.pk).first() if row.pk else None
    return list(
        rules.flaws_of_survey(
            state=old.state if old else SurveyState.DRAFT,
            is_changed=old is not None
            and any(getattr(old, name) != getattr(row, name) for name in FROZEN),
            old_closing=old.closes_on if old else None,
            closes_on=row.closes_on,
        )
    )


def _survey_entered(actor: Actor, row: Survey) -> None:
    services.tell_new_closing(actor=actor, survey=row)


def _survey_voided(_actor: Actor, row: Survey, _reason: str) -> None:
    services.forget_draft(survey=row)


NEEDS: Register = Register(
    room="needs",
    noun="need",
    model=Need,
    title=pgettext_lazy("list", "需求清单"),
    noun_title=pgettext_lazy("record", "培训需求"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("看板上的每一条需求：多少人附议、几个班次回应；没有班次回应的一直看得见。"),
    empty_hint=_("在需求看板提出第一条需求，或从征求结果列入。"),
    unit_word=_("条"),
    about="",
    view=permissions.VIEW_NEEDS,
    keep=permissions.KEEP_NEEDS,
    is_read_only=True,
    ended="voided_at",
    select=("topic", "survey", "merged_into"),
    columns=(
        Column(path="title", label=pgettext_lazy("training", "需求"), sort="title"),
        Column(path="topic", label=_("培训内容")),
        Column(path="votes", label=_("附议人数"), kind="number", sort="votes"),
        Column(path="surveyed", label=_("征求中想学的人数"), kind="number", sort="surveyed"),
        Column(path="classes", label=_("回应班次"), kind="number", sort="classes"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
        Column(path="proposed_on", label=_("提出日期"), kind="date", sort="proposed_on"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="topic", label=_("培训内容"), path="topic_id", kind="related",
              label_path="topic__label"),
        Facet(name="covered", label=_("已有班次回应"), path="covered", kind="flag"),
        Facet(name="survey", label=_("来自征求"), path="survey_id", kind="related",
              label_path="survey__title"),
        Facet(name="proposed", label=_("提出日期"), path="proposed_on", kind="period"),
    ),
    search=("title", "description", "topic__label"),
    fields=("title", "description", "topic", "survey", "surveyed", "state", "state_reason", "merged_into", "proposed_on"),
    key=("title",),
)  # fmt: skip

SURVEYS: Register = Register(
    room="needs",
    noun="survey",
    model=Survey,
    title=pgettext_lazy("list", "需求征求"),
    noun_title=pgettext_lazy("record", "需求征求"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("向干部征求想学什么、想怎么学：不记名，截止后一次公布，份数不足不公布。"),
    empty_hint=_("登记一次征求，编好题目再开始。"),
    unit_word=_("次"),
    about="",
    view=permissions.VIEW_SURVEYS,
    keep=permissions.KEEP_SURVEYS,
    select=("organizer",),
    columns=(
        Column(path="title", label=_("征求名称"), sort="title"),
        Column(path="organizer", label=_("征求单位"), kind="unit", sort="organizer__sort_no"),
        Column(path="audience", label=_("征求对象"), kind="badge"),
        Column(path="opens_on", label=_("开始日期"), kind="date", sort="opens_on"),
        Column(path="closes_on", label=_("截止日期"), kind="date", sort="closes_on"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="organizer", label=_("征求单位"), path="organizer_id", kind="related",
              label_path="organizer__short_name"),
        Facet(name="opens", label=_("开始日期"), path="opens_on", kind="period"),
    ),
    search=("title", "organizer__name", "organizer__short_name"),
    fields=("title", "lead", "organizer", "audience", "group_by", "opens_on", "closes_on"),
    key=("organizer", "title"),
    check=_check_survey,
    entered=_survey_entered,
    voided=_survey_voided,
)  # fmt: skip
