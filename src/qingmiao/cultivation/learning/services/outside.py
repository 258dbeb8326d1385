"""校外学习 by three routes: said by oneself, put by the unit, or entered by the department; always recognised by it."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from qingmiao.access.enums import DEPARTMENT, UNIT_HANDS
from qingmiao.access.queries import account_of, accounts_holding
from qingmiao.cultivation.learning.contracts.outside import OutsideDraft
from qingmiao.cultivation.learning.deeds import (
    OUTSIDE_ANSWERED,
    OUTSIDE_AWAITS,
    OUTSIDE_MOVED,
    OUTSIDE_REPORTED,
)
from qingmiao.cultivation.learning.enums import OutsideState
from qingmiao.cultivation.learning.models import OutsideLearning, OutsideStep
from qingmiao.cultivation.learning.permissions import (
    CONFIRM_OUTSIDE,
    RECOGNISE_OUTSIDE,
    REPORT_OUTSIDE,
)
from qingmiao.cultivation.learning.queries.outside import class_days_within, hands_of
from qingmiao.cultivation.learning.rules import outside as rules
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.notices.services import notify, settle
from qingmiao.people.dossiers.models import Person


@transaction.atomic
def report_outside(
    *, actor: Actor, person_id: int, draft: OutsideDraft, on: date
) -> OutsideLearning:
    """申报: by oneself it waits for the unit; put by the unit or the department it waits for the department."""
    person = REPORT_OUTSIDE.one(actor, Person.objects.select_related("unit"), pk=person_id)
    if reasons := list(rules.flaws_of_report(draft, on=on)):
        raise Refused(reasons)
    own = person.pk == actor.person_id
    row = OutsideLearning(
        person=person,
        title=draft.title,
        kind=draft.kind,
        provider=draft.provider,
        begins=draft.begins,
        ends=draft.ends,
        hours=draft.hours,
        proof=draft.proof,
        state=OutsideState.REPORTED if own else OutsideState.CONFIRMED,
        entered_by=actor.name,
    )
    _save(row)
    _step(actor, row, on=on, remark="")
    record(
        actor=actor,
        deed=OUTSIDE_REPORTED,
        subject=row,
        detail={"person": person, "title": row.title, "hours": str(row.hours)},
    )
    _hand_on(actor, row, on=on)
    return row


@transaction.atomic
def confirm_outside(*, actor: Actor, outside_id: int, on: date, remark: str) -> OutsideLearning:
    """单位确认 what somebody else of the unit said; nobody confirms what they reported themselves."""
    row = CONFIRM_OUTSIDE.one(actor, _locked(), pk=outside_id)
    _require(row, OutsideState.REPORTED, actor)
    return _moved(actor, row, OutsideState.CONFIRMED, on=on, remark=remark)


@transaction.atomic
def recognise_outside(
    *, actor: Actor, outside_id: int, hours: Decimal, on: date, remark: str
) -> OutsideLearning:
    """认定: so many hours count, by a hand that has not touched it before, on days no class has counted."""
    row = RECOGNISE_OUTSIDE.one(actor, _locked(), pk=outside_id)
    _require(row, OutsideState.CONFIRMED, actor)
    days = class_days_within(outside=row)
    if reasons := list(rules.flaws_of_recognition(hours=hours, claimed=row.hours, days=days)):
        raise Refused(reasons)
    row.counted = hours
    return _moved(actor, row, OutsideState.RECOGNISED, on=on, remark=remark)


@transaction.atomic
def return_outside(*, actor: Actor, outside_id: int, on: date, remark: str) -> OutsideLearning:
    """退回 with a reason, by the unit before it confirmed or by the department afterwards."""
    row = _locked().filter(pk=outside_id).first()
    permission = (
        CONFIRM_OUTSIDE if row and row.state == OutsideState.REPORTED else RECOGNISE_OUTSIDE
    )
    row = permission.one(actor, _locked(), pk=outside_id)
    reasons = []
    if row.state not in {OutsideState.REPORTED, OutsideState.CONFIRMED}:
        reasons.append(_("只有办理中的申报可以退回"))
    if not remark.strip():
        reasons.append(_("请写明退回理由"))
    if reasons:
        raise Refused(reasons)
    return _moved(actor, row, OutsideState.RETURNED, on=on, remark=remark)


@transaction.atomic
def report_again(
    *, actor: Actor, outside_id: int, draft: OutsideDraft, on: date
) -> OutsideLearning:
    """修改后重新申报 what came back; its steps stay."""
    row = _locked().filter(pk=outside_id, state=OutsideState.RETURNED).first()
    if row is None:
        raise Refused(_("只有退回的申报可以重新申报"))
    REPORT_OUTSIDE.one(actor, Person.objects.all(), pk=row.person_id)
    if reasons := list(rules.flaws_of_report(draft, on=on)):
        raise Refused(reasons)
    for name in ("title", "kind", "provider", "begins", "ends", "hours", "proof"):
        setattr(row, name, getattr(draft, name))
    own = row.person_id == actor.person_id
    return _moved(
        actor, row, OutsideState.REPORTED if own else OutsideState.CONFIRMED, on=on, remark=""
    )


def _locked() -> QuerySet[OutsideLearning]:
    rows = OutsideLearning.objects.standing().select_related("person__unit")
    return rows.select_for_update(of=("self",))


def _require(row: OutsideLearning, state: OutsideState, actor: Actor) -> None:
    reasons = []
    if row.state != state:
        reasons.append(_("当前状态是%(state)s，不能这样办理") % {"state": row.get_state_display()})
    if actor.account_id in hands_of(outside_id=row.pk):
        reasons.append(_("您经手过这条申报，请由他人办理"))
    if reasons:
        raise Refused(reasons)


def _moved(
    actor: Actor, row: OutsideLearning, state: OutsideState, *, on: date, remark: str
) -> OutsideLearning:
    row.state = state
    row.version += 1
    _save(row)
    _step(actor, row, on=on, remark=remark.strip())
    record(
        actor=actor,
        deed=OUTSIDE_MOVED,
        subject=row,
        detail={"person": row.person, "title": row.title, "state": OutsideState(state).label},
        reason=remark.strip(),
    )
    settle(actor=actor, kind=OUTSIDE_AWAITS, subject=row)
    if state in {OutsideState.RECOGNISED, OutsideState.RETURNED}:
        _answer(actor, row)
    else:
        _hand_on(actor, row, on=on)
    return row


def _save(row: OutsideLearning) -> None:
    """A constraint's no becomes its own sentence."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as no:
        name = getattr(getattr(no.__cause__, "diag", None), "constraint_name", "")
        told = [
            str(constraint.violation_error_message)
            for constraint in OutsideLearning._meta.constraints
            if constraint.name == name
        ]
        raise Refused(told or [_("与已有记录冲突，未保存")]) from no


def _step(actor: Actor, row: OutsideLearning, *, on: date, remark: str) -> None:
    OutsideStep.objects.create(
        outside=row,
        state=row.state,
        on=on,
        account_id=actor.account_id,
        taken_by=actor.name,
        remark=remark,
    )


def _hand_on(actor: Actor, row: OutsideLearning, *, on: date) -> None:
    """Whoever has to act next has it among the to-dos."""
    waits = row.state == OutsideState.REPORTED
    hands = accounts_holding(
        roles=UNIT_HANDS if waits else DEPARTMENT,
        unit_id=row.person.unit_id if waits else None,
        on=on,
    )
    notify(
        actor=actor,
        to=hands - {actor.account_id},
        kind=OUTSIDE_AWAITS,
        subject=row,
        detail={"person": str(row.person), "title": row.title},
        url=reverse("learning:outside-detail", args=[row.pk]),
    )


def _answer(actor: Actor, row: OutsideLearning) -> None:
    account = account_of(row.person_id)
    if account is not None:
        notify(
            actor=actor,
            to=[account],
            kind=OUTSIDE_ANSWERED,
            subject=row,
            detail={"title": row.title},
            url=reverse("learning:outside-detail", args=[row.pk]),
        )
