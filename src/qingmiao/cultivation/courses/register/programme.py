"""Programmes, classes, sessions, and who was there."""

from datetime import date

from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.cultivation.courses import permissions, rules
from qingmiao.cultivation.courses.models import (
    Programme,
    Session,
    TrainingClass,
)
from qingmiao.cultivation.courses.queries.enrolment import (
    is_accepted_otherwise,
    moment,
    state_of,
    takes_enrolment,
)
from qingmiao.cultivation.courses.services.training_class import change_seats
from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import REGISTERS, Column, Facet, Part, Register


def _check_class(row: TrainingClass, on: date) -> list[str]:
    """A class people enrol in goes on by its steps; one written down afterwards says how it ended."""
    reasons = list(rules.flaws_of_class(state=row.state, ends=row.ends, on=on))
    if row.pk and state_of(class_id=row.pk) != row.state and takes_enrolment(row.pk):
        reasons.append(_say("有报名办法的班次，状态由班次页面上的步骤推进"))
    return reasons


def _class_entered(actor: Actor, row: TrainingClass) -> None:
    change_seats(actor=actor, found=row, at=moment())


def _check_session(row: Session, on: date) -> list[str]:
    around = row.training_class
    reasons = list(
        rules.flaws_of_session(held_on=row.held_on, begins=around.begins, ends=around.ends)
    )
    if row.pk and is_accepted_otherwise(session=row):
        reasons.append(_say("已有学员按原来的时间地点报名，请用“调整课次”，系统会逐一告知"))
    return reasons


PROGRAMMES: Register = Register(
    room="courses",
    noun="programme",
    model=Programme,
    title=pgettext_lazy("list", "培训项目"),
    noun_title=pgettext_lazy("record", "培训项目"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_(
        "党校主体班、专题培训、党性实践和青字号学习品牌；每个项目一页，班次、课次、人次逐级可查。"
    ),
    empty_hint=_("先登记一个培训项目，再在它名下登记班次和课次；往年的项目可按模板导入。"),
    unit_word=_("个"),
    about="",
    view=permissions.VIEW_PROGRAMMES,
    keep=permissions.KEEP_PROGRAMMES,
    select=("brand", "organizer"),
    columns=(
        Column(path="title", label=_("项目名称"), sort="title"),
        Column(path="kind", label=_("类别"), kind="badge", sort="kind"),
        Column(path="brand", label=_("学习品牌")),
        Column(path="organizer", label=_("主办单位"), kind="unit", sort="organizer__sort_no"),
        Column(path="opened_on", label=_("开办日期"), kind="date", sort="opened_on"),
    ),
    facets=(
        Facet(name="kind", label=_("类别"), path="kind"),
        Facet(
            name="brand",
            label=_("学习品牌"),
            path="brand_id",
            kind="related",
            label_path="brand__label",
        ),
        Facet(
            name="organizer",
            label=_("主办单位"),
            path="organizer_id",
            kind="related",
            label_path="organizer__short_name",
        ),
        Facet(name="opened", label=_("开办日期"), path="opened_on", kind="period"),
    ),
    search=("title", "organizer__name", "description"),
    fields=("title", "kind", "brand", "organizer", "opened_on", "description"),
    key=("title",),
    parts=(Part(register=lambda: CLASSES, field="programme", holds=True),),
)

CLASSES: Register = Register(
    room="courses",
    noun="class",
    model=TrainingClass,
    title=pgettext_lazy("list", "班次"),
    noun_title=pgettext_lazy("record", "班次"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("一期一班；课次、学员和出勤都记在班次名下。"),
    empty_hint=_("登记第一个班次，或把往年的班次台账按模板导入。"),
    unit_word=_("个"),
    about="",
    view=permissions.VIEW_CLASSES,
    keep=permissions.KEEP_CLASSES,
    select=("programme", "topic"),
    columns=(
        Column(path="title", label=_("班次名称"), sort="title"),
        Column(path="programme", label=_("培训项目"), sort="programme__title"),
        Column(path="topic", label=_("培训内容"), sort="topic__sort_no"),
        Column(path="begins", label=_("开班日期"), kind="date", sort="begins"),
        Column(path="ends", label=_("结业日期"), kind="date", sort="ends"),
        Column(path="seats", label=_("名额"), kind="number", sort="seats"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="kind", label=_("类别"), path="programme__kind"),
        Facet(
            name="programme",
            label=_("培训项目"),
            path="programme_id",
            kind="related",
            label_path="programme__title",
        ),
        Facet(
            name="topic",
            label=_("培训内容"),
            path="topic_id",
            kind="related",
            label_path="topic__label",
        ),
        Facet(name="begins", label=_("开班日期"), path="begins", kind="period"),
    ),
    search=("title", "programme__title", "topic__label"),
    fields=("programme", "title", "topic", "begins", "ends", "seats", "state"),
    key=("programme", "title"),
    parts=(
        Part(register=lambda: SESSIONS, field="training_class", holds=True),
        Part(register=lambda: REGISTERS["courses.admission"], field="training_class", holds=True),
        Part(register=lambda: REGISTERS["courses.quota"], field="training_class", holds=True),
    ),
    check=_check_class,
    entered=_class_entered,
)

SESSIONS: Register = Register(
    room="courses",
    noun="session",
    model=Session,
    title=pgettext_lazy("list", "课次"),
    noun_title=pgettext_lazy("record", "课次"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("一个班次可以有多个课次，各有日期、地点、授课人和学时。"),
    empty_hint=_("登记第一个课次，或把往年的课表按模板导入。"),
    unit_word=_("次"),
    about="",
    view=permissions.VIEW_SESSIONS,
    keep=permissions.KEEP_SESSIONS,
    select=("training_class__programme",),
    columns=(
        Column(path="title", label=_("课题"), sort="title"),
        Column(path="training_class", label=_("班次"), sort="training_class__title"),
        Column(path="held_on", label=_("日期"), kind="date", sort="held_on"),
        Column(path="place", label=_("地点")),
        Column(path="teacher", label=_("授课人"), sort="teacher"),
        Column(path="hours", label=_("学时"), kind="number", sort="hours"),
    ),
    facets=(
        Facet(name="kind", label=_("类别"), path="training_class__programme__kind"),
        Facet(
            name="programme",
            label=_("培训项目"),
            path="training_class__programme_id",
            kind="related",
            label_path="training_class__programme__title",
        ),
        Facet(name="held", label=_("日期"), path="held_on", kind="period"),
    ),
    search=(
        "title", "training_class__title", "training_class__programme__title", "teacher", "place",
        "held_on",
    ),
    fields=(
        "training_class", "title", "held_on", "starts", "finishes", "place", "teacher", "hours",
    ),
    key=("training_class", "held_on", "title"),
    parts=(Part(register=lambda: REGISTERS["courses.attendance"], field="session", limit=200, holds=True),),
    check=_check_session,
)  # fmt: skip
