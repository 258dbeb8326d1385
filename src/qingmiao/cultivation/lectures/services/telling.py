"""Whom a step of a lecture is told to, and the lock and the way every step begins with."""

from datetime import date
from typing import Any

from django.db import IntegrityError
from django.urls import reverse
from django.utils.translation import gettext as _

from qingmiao.access.enums import DEPARTMENT, UNIT_HANDS
from qingmiao.access.permissions import Permission
from qingmiao.access.queries import account_of, accounts_holding
from qingmiao.cultivation.lectures import rules
from qingmiao.cultivation.lectures.enums import LectureState
from qingmiao.cultivation.lectures.models import Lecture, Speaking
from qingmiao.cultivation.lectures.queries import hours_of, speakings_at
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.notices.deeds import Kind
from qingmiao.notices.services import notify


def locked(permission: Permission[Lecture], actor: Actor, pk: int) -> Lecture:
    rows = Lecture.objects.standing().select_for_update(of=("self",))
    return permission.one(actor, rows.select_related("host"), pk=pk)


def require_way(lecture: Lecture, new: LectureState) -> None:
    if not rules.may_go(lecture.state, new):
        raise Refused(
            _("这场宣讲现在是「%(old)s」，不能转为「%(new)s」，可能他人刚刚办理过")
            % {"old": lecture.get_state_display(), "new": new.label}
        )


def moved(lecture: Lecture, new: LectureState, **changes: Any) -> None:
    lecture.state = new
    lecture.version += 1
    for name, value in changes.items():
        setattr(lecture, name, value)
    lecture.save(update_fields=["state", "version", *changes])


def take_hours(lecture: Lecture, speakings: list[Speaking]) -> None:
    """The hours of a lecture are its speakers' hours too; the database lets nobody be in two places."""
    hours = hours_of(held_on=lecture.held_on, begins_at=lecture.begins_at, ends_at=lecture.ends_at)
    if lecture.state == LectureState.CANCELLED:
        hours = None
    for speaking in speakings:
        if speaking.hours != hours:
            speaking.hours = hours
            speaking.save(update_fields=["hours"])


def clash(no: IntegrityError, *, model: Any) -> Refused:
    """The sentence of the constraint that spoke."""
    name = getattr(getattr(no.__cause__, "diag", None), "constraint_name", "") or ""
    said = {each.name: str(each.violation_error_message) for each in model._meta.constraints}
    return Refused(said.get(name, _("与已有记录冲突，未保存")))


def department(lecture: Lecture, on: date) -> set[int]:
    return set(accounts_holding(roles=DEPARTMENT, unit_id=lecture.host_id, on=on))


def hosts(lecture: Lecture, on: date) -> set[int]:
    """Whoever answers for the unit that asked; the units above it are not troubled."""
    return set(accounts_holding(roles=UNIT_HANDS, unit_id=lecture.host_id, on=on))


def speakers(lecture: Lecture) -> set[int]:
    found = (account_of(row.member.person_id) for row in speakings_at(lecture_id=lecture.pk))
    return {each for each in found if each is not None}


def tell(actor: Actor, lecture: Lecture, kind: Kind, to: set[int], **options: Any) -> int:
    return notify(
        actor=actor,
        to=to - {actor.account_id},
        kind=kind,
        subject=lecture,
        detail={"title": str(lecture)},
        url=reverse("lectures:lecture-detail", args=[lecture.pk]),
        **options,
    )
