"""报名 and what goes with it: terms, seats kept for units, enrolments, leave."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.cultivation.courses import permissions
from qingmiao.cultivation.courses.models import Admission, Enrolment, LeaveRequest, SeatQuota
from qingmiao.cultivation.courses.queries.enrolment import (
    engagements,
    facts_of,
    has_other_terms,
    moment,
)
from qingmiao.cultivation.courses.rules.enrolment import flaws_of_admission
from qingmiao.cultivation.courses.services.training_class import reserve_seats
from qingmiao.kernel.actor import Actor
from qingmiao.registers.declaration import Column, Facet, Register


def _quota_entered(actor: Actor, row: SeatQuota) -> None:
    reserve_seats(actor=actor, quota=row, at=moment())


def _quota_voided(actor: Actor, row: SeatQuota, reason: str) -> None:
    reserve_seats(actor=actor, quota=row, at=moment())


def _check_admission(row: Admission, on: date) -> list[str]:
    return list(
        flaws_of_admission(
            facts_of(row, row.training_class.state),
            is_changed=bool(row.pk) and has_other_terms(row),
        )
    )


ADMISSIONS: Register = Register(
    room="courses",
    noun="admission",
    model=Admission,
    title=pgettext_lazy("list", "报名办法"),
    noun_title=pgettext_lazy("record", "报名办法"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("怎样报名、何时截止、候补按什么次序递补，开放报名之前写明。"),
    empty_hint=_("先登记报名办法和课次，再在班次页面上开放报名。"),
    unit_word=_("个"),
    about="",
    view=permissions.VIEW_ADMISSIONS,
    keep=permissions.KEEP_ADMISSIONS,
    select=("training_class__programme",),
    columns=(
        Column(path="training_class", label=_("班次"), sort="training_class__title"),
        Column(path="audience", label=_("面向对象")),
        Column(path="opens_at", label=_("报名开始"), kind="date", sort="opens_at"),
        Column(path="closes_at", label=_("报名截止"), kind="date", sort="closes_at"),
        Column(path="policy", label=_("候补次序"), kind="badge", sort="policy"),
    ),
    facets=(Facet(name="policy", label=_("候补次序"), path="policy"),),
    search=("training_class__title", "training_class__programme__title", "audience"),
    fields=(
        "training_class", "audience", "by_oneself", "by_quota", "by_naming", "needs_approval",
        "opens_at", "closes_at", "withdraw_until", "policy", "offer_hours",
    ),
    key=("training_class",),
    check=_check_admission,
)  # fmt: skip

QUOTAS: Register = Register(
    room="courses",
    noun="quota",
    model=SeatQuota,
    title=pgettext_lazy("list", "单位名额"),
    noun_title=pgettext_lazy("record", "单位名额"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("为单位留出的名额由单位自己选送，其余名额公开报名。"),
    empty_hint=_("不登记的，全部名额公开报名。"),
    unit_word=_("个"),
    about="",
    view=permissions.VIEW_QUOTAS,
    keep=permissions.KEEP_QUOTAS,
    select=("training_class__programme", "unit"),
    columns=(
        Column(path="training_class", label=_("班次"), sort="training_class__title"),
        Column(path="unit", label=_("单位"), kind="unit", sort="unit__sort_no"),
        Column(path="seats", label=_("名额"), kind="number", sort="seats"),
    ),
    search=("training_class__title", "unit__name"),
    fields=("training_class", "unit", "seats"),
    key=("training_class", "unit"),
    entered=_quota_entered,
    voided=_quota_voided,
)

ENROLMENTS: Register = Register(
    room="courses",
    noun="enrolment",
    model=Enrolment,
    title=pgettext_lazy("list", "报名"),
    noun_title=pgettext_lazy("record", "报名"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("谁报了哪个班、在候补还是已占名额；已结束的也留在这里。"),
    empty_hint=_("班次开放报名之后，报名列在这里。"),
    unit_word=_("人次"),
    view=permissions.VIEW_ENROLMENTS,
    keep=permissions.VIEW_ENROLMENTS,
    is_read_only=True,
    select=("person__unit", "training_class__programme"),
    columns=(
        Column(path="person", label=_("学员"), kind="person", sort="person__pinyin"),
        Column(path="person__unit", label=_("单位"), kind="unit", sort="person__unit__sort_no"),
        Column(path="training_class", label=_("班次"), sort="training_class__title"),
        Column(path="route", label=_("报名方式"), kind="badge", sort="route"),
        Column(path="approval", label=_("单位意见"), kind="badge", sort="approval"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
        Column(path="applied_at", label=_("报名时间"), kind="date", sort="applied_at"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(name="approval", label=_("单位意见"), path="approval"),
        Facet(name="route", label=_("报名方式"), path="route"),
        Facet(
            name="class",
            label=_("班次"),
            path="training_class_id",
            kind="related",
            label_path="training_class__title",
        ),
    ),
    search=("person__search_text", "person__unit__name", "training_class__title"),
    fields=("training_class", "person", "route", "approval", "state", "applied_at"),
    key=("training_class", "person"),
    occupies=engagements,
)

LEAVES: Register = Register(
    room="courses",
    noun="leave",
    model=LeaveRequest,
    title=pgettext_lazy("list", "请假"),
    noun_title=pgettext_lazy("record", "请假"),
    link="nurture",
    mark="育",  # not interface: the badge of the link
    lead=_("谁向哪个课次请假、批了没有；累计超过规定比例的不能结业。"),
    empty_hint=_("学员在班次页面上申请请假之后，列在这里等待批复。"),
    unit_word=_("人次"),
    about="enrolment__person",
    view=permissions.VIEW_LEAVES,
    keep=permissions.VIEW_LEAVES,
    is_read_only=True,
    select=("enrolment__person__unit", "enrolment__training_class", "session__training_class__programme"),
    columns=(
        Column(path="enrolment__person", label=_("学员"), kind="person", sort="enrolment__person__pinyin"),
        Column(path="enrolment__person__unit", label=_("单位"), kind="unit"),
        Column(path="session", label=_("课次"), sort="session__held_on"),
        Column(path="state", label=_("状态"), kind="badge", sort="state"),
        Column(path="asked_at", label=_("申请时间"), kind="date", sort="asked_at"),
    ),
    facets=(
        Facet(name="state", label=_("状态"), path="state"),
        Facet(
            name="class",
            label=_("班次"),
            path="session__training_class_id",
            kind="related",
            label_path="session__training_class__title",
        ),
        Facet(name="held", label=_("日期"), path="session__held_on", kind="period"),
    ),
    search=("enrolment__person__search_text", "session__title", "session__training_class__title"),
    fields=("session", "reason", "state", "asked_at", "answered_by", "answer"),
    key=(),
)  # fmt: skip
