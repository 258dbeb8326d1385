from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Part, Register
from qingmiao.selection.contests import permissions, queries, rules, services
from qingmiao.selection.contests.contracts import MarkFacts
from qingmiao.selection.contests.models import Contest, Entry, Stage, StageMark
from qingmiao.selection.contests.register import formula


def _check_contest(row: Contest, on: date) -> Iterator[str]:
    return rules.flaws_of_contest(queries.contest_facts(row))


def _check_stage(row: Stage, on: date) -> Iterator[str]:
    return rules.flaws_of_stage(queries.stage_facts(row))


def _check_entry(row: Entry, on: date) -> Iterator[str]:
    return rules.flaws_of_entry(queries.entry_facts(row))


def _check_mark(row: StageMark, on: date) -> Iterator[str]:
    contest = row.entry.contest
    facts = MarkFacts(
        is_same_contest=row.stage.contest_id == contest.pk,
        entry_state=row.entry.state,
        weights=sum(queries.weights_of(contest_id=contest.pk).values(), rules.ZERO),
        decided_on=row.decided_on,
        contest_begins=contest.begins,
    )
    return rules.flaws_of_mark(facts, on=on)


def _contest_entered(actor: Actor, row: Contest) -> None:
    services.note_contest(actor=actor, contest=row)


def _stage_entered(actor: Actor, row: Stage) -> None:
    services.settle_stage(actor=actor, stage=row)


def _entry_entered(actor: Actor, row: Entry) -> None:
    services.note_entry(actor=actor, entry=row)


def _entry_voided(actor: Actor, row: Entry, reason: str) -> None:
    services.forget_entry(actor=actor, entry=row, reason=reason)


CONTESTS: Register = Register(
    room="contests",
    noun="contest",
    model=Contest,
    title=_("擂台比武"),
    noun_title=_("比武"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("后备人选比拼、项目路演、语言艺术展演：环节和权重先定，成绩可作废不可涂改。"),
    empty_hint=_("登记一次比武，再填环节和参赛名单；往年的比武可按模板导入。"),
    unit_word=_("次"),
    about="",
    view=permissions.VIEW_CONTESTS,
    keep=permissions.KEEP_CONTESTS,
    select=("organizer", "demand"),
    columns=(
        Column(path="title", label=_("比武名称"), sort="title"),
        Column(path="kind", label=_("类别"), kind="badge", sort="kind"),
        Column(path="organizer", label=_("主办单位"), kind="unit", sort="organizer__sort_no"),
        Column(path="begins", label=_("开始日期"), kind="date", sort="begins"),
        Column(path="result_on", label=_("结果确定日期"), kind="date", sort="result_on"),
        Column(path="shortlist_size", label=_("拟入围人数"), kind="number", sort="shortlist_size"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="kind", label=_("类别"), path="kind"),
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="begun", label=_("开始日期"), path="begins", kind="period"),
    ),
    search=("title", "organizer__name"),
    fields=(
        "title",
        "kind",
        "organizer",
        "demand",
        "begins",
        "entry_opens_on",
        "entry_closes_on",
        "announcement",
        "shortlist_size",
        "oldest",
        "months_in_post",
        "asks_face",
        "asks_schooling",
        "places_per_unit",
        "precision",
        "missing",
        "objection_until",
        "result_on",
        "state",
    ),
    key=("title",),
    check=_check_contest,
    concealed=("demand",),
    reserved_to=permissions.KEEP_CONTESTS,
    entered=_contest_entered,
    parts=(
        Part(register=lambda: STAGES, field="contest", holds=True),
        Part(register=lambda: formula.JUDGE_GROUPS, field="contest", holds=True),
        Part(register=lambda: formula.TIE_STEPS, field="contest", holds=True),
        Part(register=lambda: ENTRIES, field="contest", limit=60, holds=True),
    ),
)

ENTRIES: Register = Register(
    room="contests",
    noun="entry",
    model=Entry,
    title=_("参赛名单"),
    noun_title=_("参赛"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("谁参加了哪次比武、名次和是否入围；入围即记入印证材料。"),
    empty_hint=_("先登记比武，再登记参赛名单，或按模板导入。"),
    unit_word=_("人次"),
    view=permissions.VIEW_ENTRIES,
    keep=permissions.KEEP_ENTRIES,
    select=("contest", "person", "unit"),
    columns=(
        Column(path="contest", label=_("比武"), sort="contest__begins"),
        Column(path="person", label=_("选手"), kind="person", sort="person__pinyin"),
        Column(path="unit", label=_("报名单位"), kind="unit", sort="unit__sort_no"),
        Column(path="plate_no", label=_("号牌"), kind="number", sort="plate_no"),
        Column(path="total", label=_("总成绩"), kind="number", sort="total"),
        Column(path="place", label=_("名次"), kind="number", sort="place"),
        Column(path="is_shortlisted", label=_("入围"), kind="flag", sort="is_shortlisted"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(
            name="contest",
            label=_("比武"),
            path="contest_id",
            kind="related",
            label_path="contest__title",
        ),
        Facet(name="kind", label=_("类别"), path="contest__kind"),
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="shortlisted", label=_("入围"), path="is_shortlisted", kind="flag"),
        Facet(name="unit_kind", label=_("单位类别"), path="unit__kind"),
        Facet(
            name="unit",
            label=_("现任单位"),
            path="person__unit_id",
            kind="related",
            label_path="person__unit__short_name",
        ),
        Facet(name="entered", label=_("报名日期"), path="entered_on", kind="period"),
    ),
    search=("person__search_text", "contest__title", "unit__name"),
    fields=(
        "contest", "person", "unit", "plate_no", "entered_on", "state", "total", "place",
        "is_shortlisted", "note",
    ),
    key=("contest", "person"),
    check=_check_entry,
    entered=_entry_entered,
    voided=_entry_voided,
    parts=(Part(register=lambda: MARKS, field="entry", holds=True),),
)  # fmt: skip

STAGES: Register = Register(
    room="contests",
    noun="stage",
    model=Stage,
    title=_("比武环节"),
    noun_title=_("环节"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("每次比武各环节的权重合计 100%，有了成绩就不能再改。"),
    unit_word=_("个"),
    about="",
    view=permissions.VIEW_STAGES,
    keep=permissions.KEEP_STAGES,
    select=("contest",),
    columns=(
        Column(path="contest", label=_("比武"), sort="contest__begins"),
        Column(path="order", label=_("次序"), kind="number", sort="order"),
        Column(path="name", label=_("环节"), sort="name"),
        Column(path="weight", label=_("权重（%）"), kind="number", sort="weight"),
        Column(path="held_on", label=_("举行日期"), kind="date", sort="held_on"),
    ),
    facets=(
        Facet(
            name="contest",
            label=_("比武"),
            path="contest_id",
            kind="related",
            label_path="contest__title",
        ),
    ),
    search=("name", "contest__title"),
    fields=(
        "contest",
        "name",
        "order",
        "kind",
        "weight",
        "held_on",
        "is_blind",
        "advance",
        "advance_count",
        "advance_per_place",
        "advance_score",
    ),
    key=("contest", "order"),
    check=_check_stage,
    entered=_stage_entered,
    parts=(
        Part(register=lambda: formula.CRITERIA, field="stage", holds=True),
        Part(register=lambda: MARKS, field="stage", holds=True),
    ),
)

MARKS: Register = Register(
    room="contests",
    noun="mark",
    model=StageMark,
    title=_("环节成绩"),
    noun_title=pgettext_lazy("record", "环节成绩"),
    link="select",
    mark="选",  # not interface: the badge of the link
    lead=_("成绩不能修改：写错了先作废并写明理由，再登记新的。"),
    about="entry__person",
    view=permissions.VIEW_MARKS,
    keep=permissions.KEEP_MARKS,
    select=("entry", "entry__contest", "entry__person", "stage", "stage__contest"),
    columns=(
        Column(path="entry__contest", label=_("比武"), sort="entry__contest__begins"),
        Column(path="entry__person", label=_("选手"), kind="person", sort="entry__person__pinyin"),
        Column(path="stage__name", label=_("环节"), sort="stage__order"),
        Column(path="mark", label=_("成绩"), kind="number", sort="mark"),
        Column(path="decided_on", label=_("评定日期"), kind="date", sort="decided_on"),
    ),
    facets=(
        Facet(
            name="contest",
            label=_("比武"),
            path="entry__contest_id",
            kind="related",
            label_path="entry__contest__title",
        ),
        Facet(name="decided", label=_("评定日期"), path="decided_on", kind="period"),
    ),
    search=("entry__person__search_text", "entry__contest__title", "stage__name"),
    fields=("entry", "stage", "mark", "decided_on"),
    key=("entry", "stage"),
    check=_check_mark,
    can_amend=False,
)
