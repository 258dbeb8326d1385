from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.cultivation.lectures import permissions, queries, rules, services
from qingmiao.cultivation.lectures.models import CorpsMember, Lecture, Speaking
from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Part, Register


def _lecture_entered(actor: Actor, lecture: Lecture) -> None:
    services.note_lecture(actor=actor, lecture=lecture)


def _speaking_entered(actor: Actor, speaking: Speaking) -> None:
    services.note_speaking(actor=actor, speaking=speaking)


def _speaking_voided(actor: Actor, speaking: Speaking, reason: str) -> None:
    services.forget_speaking(actor=actor, speaking=speaking, reason=reason)


def _check_lecture(row: Lecture, on: date) -> list[str]:
    flaws = rules.flaws_of_lecture(state=row.state, held_on=row.held_on, on=on)
    former = queries.former_state(lecture_id=row.pk)
    return [*flaws, *rules.flaws_of_amended_state(old=former, new=row.state)]


def _check_member(row: CorpsMember, _on: date) -> list[str]:
    known = row.source_id is None or queries.has_source(
        route=row.route, source_id=row.source_id, person_id=row.person_id
    )
    return list(rules.flaws_of_source(route=row.route, source_id=row.source_id, is_known=known))


def _check_speaking(row: Speaking, on: date) -> list[str]:
    lecture, member = row.lecture, row.member
    return list(
        rules.flaws_of_speaking(
            state=lecture.state,
            held_on=lecture.held_on,
            joined_on=member.joined_on,
            left_on=member.left_on,
        )
    )


LECTURES: Register = Register(
    room="lectures",
    noun="lecture",
    model=Lecture,
    title=pgettext_lazy("list", "宣讲场次"),
    noun_title=pgettext_lazy("record", "宣讲"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("单位点单、宣讲团派单、到场宣讲；一行是一场，几个人讲也只是一场。"),
    empty_hint=_("登记第一场宣讲，或把历年宣讲台账按模板导入。"),
    unit_word=_("场"),
    about="",
    view=permissions.VIEW_LECTURES,
    keep=permissions.KEEP_LECTURES,
    select=("host",),
    columns=(
        Column(path="title", label=_("宣讲题目"), sort="title"),
        Column(path="host", label=_("点单单位"), kind="unit", sort="host__sort_no"),
        Column(path="held_on", label=_("宣讲日期"), kind="date", sort="held_on"),
        Column(path="place", label=_("地点")),
        Column(path="audience", label=_("听众人数"), kind="number", sort="audience"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="kind", label=_("单位类别"), path="host__kind"),
        Facet(
            name="host",
            label=_("点单单位"),
            path="host_id",
            kind="related",
            label_path="host__short_name",
        ),
        Facet(name="held", label=_("宣讲日期"), path="held_on", kind="period"),
    ),
    search=("title", "host__name", "host__short_name", "place", "held_on"),
    fields=(
        "title",
        "host",
        "held_on",
        "begins_at",
        "ends_at",
        "place",
        "audience",
        "state",
        "proof",
        "wish",
    ),
    key=("host", "held_on", "title"),
    parts=(Part(register=lambda: SPEAKINGS, field="lecture", holds=True),),
    check=_check_lecture,
    entered=_lecture_entered,
)

MEMBERS: Register = Register(
    room="lectures",
    noun="member",
    model=CorpsMember,
    title=pgettext_lazy("list", "宣讲团成员"),
    noun_title=pgettext_lazy("record", "宣讲团成员"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("入团、退团和宣讲主题；宣讲次数由宣讲参与记录数出。"),
    empty_hint=_("登记第一名成员，或把成员名册按模板导入。"),
    unit_word=_("人"),
    view=permissions.VIEW_MEMBERS,
    keep=permissions.KEEP_MEMBERS,
    select=("person__unit",),
    columns=(
        Column(path="person", label=_("成员"), sort="person__pinyin"),
        Column(path="person__unit", label=_("单位"), kind="unit", sort="person__unit__sort_no"),
        Column(path="topics", label=_("宣讲主题"), kind="long"),
        Column(path="joined_on", label=_("入团日期"), kind="date", sort="joined_on"),
        Column(path="left_on", label=_("退团日期"), kind="date", sort="left_on"),
        Column(path="deliveries", label=_("已宣讲次数"), kind="number", sort="deliveries"),
    ),
    facets=(
        Facet(name="spoken", label=_("宣讲过"), path="has_spoken", kind="flag"),
        Facet(
            name="unit",
            label=_("单位"),
            path="person__unit_id",
            kind="related",
            label_path="person__unit__short_name",
        ),
        Facet(name="route", label=_("入团途径"), path="route"),
        Facet(name="joined", label=_("入团日期"), path="joined_on", kind="period"),
        Facet(name="left", label=_("退团日期"), path="left_on", kind="period"),
    ),
    search=("person__search_text", "person__unit__name", "topics"),
    fields=("person", "joined_on", "left_on", "topics", "route", "source_id"),
    key=("person", "joined_on"),
    parts=(Part(register=lambda: SPEAKINGS, field="member", holds=True),),
    check=_check_member,
)

SPEAKINGS: Register = Register(
    room="lectures",
    noun="speaking",
    model=Speaking,
    title=pgettext_lazy("list", "宣讲参与"),
    noun_title=pgettext_lazy("record", "宣讲参与"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("一行是一人次：一名成员参加一场宣讲。本人的参与由他人登记。"),
    empty_hint=_("在宣讲场次名下登记宣讲人，或按模板导入。"),
    unit_word=_("人次"),
    about="member__person",
    view=permissions.VIEW_SPEAKINGS,
    keep=permissions.KEEP_SPEAKINGS,
    select=("member__person__unit", "lecture__host"),
    columns=(
        Column(
            path="member__person", label=_("成员"), kind="person", sort="member__person__pinyin"
        ),
        Column(path="member__person__unit", label=_("单位"), kind="unit"),
        Column(path="lecture__title", label=_("宣讲题目"), sort="lecture__title"),
        Column(path="lecture__host", label=_("点单单位"), kind="unit"),
        Column(path="lecture__held_on", label=_("宣讲日期"), kind="date", sort="lecture__held_on"),
        Column(path="lecture__state", label=_("状态"), kind="badge"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="lecture__state"),
        Facet(
            name="unit",
            label=_("单位"),
            path="member__person__unit_id",
            kind="related",
            label_path="member__person__unit__short_name",
        ),
        Facet(name="held", label=_("宣讲日期"), path="lecture__held_on", kind="period"),
    ),
    search=("member__person__search_text", "lecture__title", "lecture__host__name"),
    fields=("lecture", "member"),
    key=("lecture", "member"),
    check=_check_speaking,
    entered=_speaking_entered,
    voided=_speaking_voided,
)
