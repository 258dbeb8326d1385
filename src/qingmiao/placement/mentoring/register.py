from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.placement.mentoring import permissions, rules, services
from qingmiao.placement.mentoring.contracts import MentorshipFacts
from qingmiao.placement.mentoring.models import Mentorship, MentorTalk
from qingmiao.registers.declaration import Column, Facet, Part, Register


def _talk_entered(actor: Actor, talk: MentorTalk) -> None:
    services.note_talk(actor=actor, talk=talk)


def _talk_voided(actor: Actor, talk: MentorTalk, reason: str) -> None:
    services.forget_talk(actor=actor, talk=talk, reason=reason)


def _check_mentorship(row: Mentorship, on: date) -> list[str]:
    facts = MentorshipFacts(
        state=row.state,
        begins=row.begins,
        ends=row.ends,
        mentee_id=row.mentee_id,
        posted_id=row.posting.person_id if row.posting else None,
    )
    return list(rules.flaws_of_mentorship(facts))


def _check_talk(row: MentorTalk, on: date) -> list[str]:
    pair = row.mentorship
    return list(rules.flaws_of_talk(held_on=row.held_on, begins=pair.begins, ends=pair.ends, on=on))


MENTORSHIPS: Register = Register(
    room="mentoring",
    noun="mentorship",
    model=Mentorship,
    title=pgettext_lazy("list", "帮带结对"),
    noun_title=pgettext_lazy("record", "帮带结对"),
    link="temper",
    mark="炼",  # not interface: the badge of the link
    lead=_("谁带谁、从何时到何时、目标是什么；谈话内容只有结对双方和组织部门看得到。"),
    empty_hint=_("登记第一对帮带，或把结对名册按模板导入。"),
    unit_word=_("对"),
    about="mentee",
    view=permissions.VIEW_MENTORSHIPS,
    keep=permissions.KEEP_MENTORSHIPS,
    select=("mentee__unit", "mentor", "posting__scheme", "posting__person"),
    columns=(
        Column(path="mentee", label=_("帮带对象"), sort="mentee__pinyin"),
        Column(path="mentee__unit", label=_("单位"), kind="unit", sort="mentee__unit__sort_no"),
        Column(path="mentor", label=_("导师"), kind="person", sort="mentor__pinyin"),
        Column(path="posting__scheme", label=_("选派制度")),
        Column(path="begins", label=_("开始日期"), kind="date", sort="begins"),
        Column(path="ends", label=_("结束日期"), kind="date", sort="ends"),
        Column(path="last_talk_on", label=_("最近谈话"), kind="date", sort="last_talk_on"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(
            name="scheme",
            label=_("选派制度"),
            path="posting__scheme_id",
            kind="related",
            label_path="posting__scheme__name",
        ),
        Facet(
            name="unit",
            label=_("单位"),
            path="mentee__unit_id",
            kind="related",
            label_path="mentee__unit__short_name",
        ),
        Facet(name="begins", label=_("开始日期"), path="begins", kind="period"),
        Facet(name="talked", label=_("最近谈话"), path="last_talk_on", kind="period"),
    ),
    search=("mentee__search_text", "mentor__search_text", "mentee__unit__name"),
    fields=("mentee", "mentor", "posting", "begins", "ends", "goals", "state"),
    key=("mentee", "mentor", "begins"),
    parts=(Part(register=lambda: TALKS, field="mentorship", holds=True),),
    check=_check_mentorship,
)

TALKS: Register = Register(
    room="mentoring",
    noun="talk",
    model=MentorTalk,
    title=pgettext_lazy("list", "帮带谈话"),
    noun_title=pgettext_lazy("record", "帮带谈话"),
    link="temper",
    mark="炼",  # not interface: the badge of the link
    lead=_("一问一答，两分钟记完；导师登记、帮带对象确认。内容不进入印证材料，也不进入留痕。"),
    empty_hint=_("登记第一次谈话；写错了作废重记，不修改。"),
    unit_word=_("次"),
    about="mentorship__mentee",
    can_amend=False,
    view=permissions.VIEW_TALKS,
    keep=permissions.KEEP_TALKS,
    select=("mentorship__mentor", "mentorship__mentee"),
    columns=(
        Column(path="held_on", label=_("日期"), kind="date", sort="held_on"),
        Column(
            path="mentorship__mentee",
            label=_("帮带对象"),
            kind="person",
            sort="mentorship__mentee__pinyin",
        ),
        Column(
            path="mentorship__mentor",
            label=_("导师"),
            kind="person",
            sort="mentorship__mentor__pinyin",
        ),
        Column(path="question", label=pgettext_lazy("mentoring talk", "问题"), kind="long"),
        Column(path="advice", label=_("建议"), kind="long"),
        Column(path="is_confirmed", label=_("双方确认"), kind="flag"),
    ),
    facets=(
        Facet(name="confirmed", label=_("双方确认"), path="is_confirmed", kind="flag"),
        Facet(name="held", label=_("日期"), path="held_on", kind="period"),
    ),
    search=(
        "mentorship__mentee__search_text", "mentorship__mentor__search_text", "question", "advice",
    ),
    fields=("mentorship", "held_on", "question", "advice", "is_confirmed"),
    key=("mentorship", "held_on", "question"),
    reserved=("is_confirmed",),
    reserved_to=permissions.SETTLE_TALKS,
    check=_check_talk,
    entered=_talk_entered,
    voided=_talk_voided,
)  # fmt: skip
