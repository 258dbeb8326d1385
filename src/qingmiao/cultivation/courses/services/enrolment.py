"""报名: into the line of a class, up in it and out of it. The queue engine says whose turn it is.

Checks come first and the line last, for everybody who wants in waits for whoever holds it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.access.permissions import Permission
from qingmiao.cultivation.courses.deeds import (
    ENROLLED,
    ENROLMENT_ANSWERED,
    ENROLMENT_WITHDRAWN,
    LINE_ADVANCED,
    OFFER_ACCEPTED,
)
from qingmiao.cultivation.courses.enums import LIVE, Approval, ClassState, EnrolmentState, Route
from qingmiao.cultivation.courses.models import Admission, Enrolment, TrainingClass
from qingmiao.cultivation.courses.permissions import (
    ACCEPT_OFFERS,
    ANSWER_ENROLMENTS,
    ENROL_ONESELF,
    NAME_PEOPLE,
    SEND_PEOPLE,
    VIEW_CLASSES,
    WITHDRAW_ENROLMENTS,
)
from qingmiao.cultivation.courses.queries.enrolment import (
    admission_of,
    clashes_of,
    class_of_line,
    facts_of,
    line_key,
    quotas_of,
    sessions_of,
)
from qingmiao.cultivation.courses.rules.enrolment import (
    flaws_of_applying,
    flaws_of_withdrawing,
    told_clashes,
)
from qingmiao.cultivation.courses.services import telling
from qingmiao.engines.queues import services as queue
from qingmiao.engines.queues.contracts import Move
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.people.dossiers.models import Person

NAMED_FIRST = 10
TAKES_A_SEAT = (EnrolmentState.HELD, EnrolmentState.OFFERED)


def _class(actor: Actor, class_id: int) -> TrainingClass:
    rows = TrainingClass.objects.standing().select_related("programme")
    return VIEW_CLASSES.one(actor, rows, pk=class_id)


def _admission(found: TrainingClass) -> Admission:
    admission = admission_of(found.pk)
    if admission is None:
        raise Refused(_("这个班次没有报名办法，不接受报名"))
    return admission


def _clashes(found: TrainingClass, people: Sequence[Person]) -> list[str]:
    ids = [each.pk for each in people]
    return told_clashes(clashes_of(sessions=sessions_of(found.pk), person_ids=ids))


@transaction.atomic
def enrol_oneself(*, actor: Actor, class_id: int, at: datetime) -> Enrolment:
    """个人报名. The seat is taken, or the place in the line, at this moment; the unit is asked afterwards."""
    found = _class(actor, class_id)
    me = ENROL_ONESELF.one(actor, Person.objects.select_related("unit"), pk=actor.person_id or 0)
    admission = _admission(found)
    reasons = list(flaws_of_applying(facts_of(admission, found.state), route=Route.ONESELF, at=at))
    reasons += _clashes(found, [me])
    if reasons:
        raise Refused(reasons)
    approval = Approval.PENDING if admission.needs_approval else Approval.NOT_ASKED
    return _join(actor=actor, found=found, person=me, route=Route.ONESELF, approval=approval, at=at)


@transaction.atomic
def send_people(
    *,
    actor: Actor,
    class_id: int,
    unit_id: int,
    person_ids: Iterable[int],
    despite: str = "",
    at: datetime,
) -> list[Enrolment]:
    """单位选送 on the seats kept for the unit. What is in their way is told; ``despite`` says why they go."""
    found = _class(actor, class_id)
    admission = _admission(found)
    people = _people(actor, SEND_PEOPLE, person_ids)
    facts = facts_of(admission, found.state)
    reasons = list(flaws_of_applying(facts, route=Route.QUOTA, at=at))
    quota = next((each for each in quotas_of(found.pk) if each.unit_id == unit_id), None)
    if quota is None:
        reasons.append(_("该单位在这个班次没有名额"))
    reasons += [
        _("%(person)s不在选送单位") % {"person": each}
        for each in people
        if quota is not None
        and (each.unit is None or not each.unit.path.startswith(quota.unit.path))
    ]
    reasons += _in_the_way(found, people, despite)
    if reasons:
        raise Refused(reasons)
    return [
        _join(
            actor=actor, found=found, person=each, route=Route.QUOTA, unit_line=unit_id,
            approval=Approval.NOT_ASKED, source=despite, at=at,
        )
        for each in people
    ]  # fmt: skip


@transaction.atomic
def name_people(
    *,
    actor: Actor,
    class_id: int,
    person_ids: Iterable[int],
    source: str,
    despite: str = "",
    at: datetime,
) -> list[Enrolment]:
    """点名调训 from the reserve or a development plan; ``source`` says which, and where they stand in it."""
    found = _class(actor, class_id)
    admission = _admission(found)
    people = _people(actor, NAME_PEOPLE, person_ids)
    facts = facts_of(admission, found.state)
    reasons = list(flaws_of_applying(facts, route=Route.NAMED, at=at))
    if not source.strip():
        reasons.append(_("请写明点名依据，如储备库、培养计划"))
    reasons += _in_the_way(found, people, despite)
    if reasons:
        raise Refused(reasons)
    told = "；".join(filter(None, [source.strip(), despite.strip()]))[:120]
    return [
        _join(
            actor=actor, found=found, person=each, route=Route.NAMED, priority=NAMED_FIRST,
            approval=Approval.NOT_ASKED, source=told, at=at,
        )
        for each in people
    ]  # fmt: skip


def _people(actor: Actor, allowed: Permission[Person], person_ids: Iterable[int]) -> list[Person]:
    """Every one of them, or none: a list with one stranger in it is no list."""
    wanted = sorted(set(person_ids))
    rows = Person.objects.filter(pk__in=wanted).select_related("unit")
    people = list(allowed.rows(actor, rows).order_by("unit__sort_no", "sort_no", "pk"))
    if len(people) != len(wanted):
        raise Forbidden(allowed.sentence)
    if not people:
        raise Refused(_("请至少选择一人"))
    return people


def _in_the_way(found: TrainingClass, people: Sequence[Person], despite: str) -> list[str]:
    clashes = _clashes(found, people)
    if clashes and not despite.strip():
        return [*clashes, _("仍要送训的，请写明理由")]
    return []


def _join(
    *,
    actor: Actor,
    found: TrainingClass,
    person: Person,
    route: str,
    approval: str,
    at: datetime,
    unit_line: int | None = None,
    priority: int = 0,
    source: str = "",
) -> Enrolment:
    row = Enrolment(
        training_class=found, person=person, unit=person.unit, route=route, source=source[:120],
        approval=approval, line=line_key(found.pk, unit_line), applied_at=at,
        applied_by=actor.name,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as no:
        raise Refused(_("%(person)s已经报名，不能重复报名") % {"person": person}) from no
    detail = {"route": Route(route).label, "title": row}
    record(actor=actor, deed=ENROLLED, subject=row, detail=detail, reason=source)
    if approval == Approval.PENDING:
        telling.ask_the_unit(actor=actor, row=row, at=at)
    moves = queue.join(key=row.line, holder=str(person.pk), priority=priority, at=at)
    _require_still_open(found)
    follow(actor=actor, key=row.line, moves=moves, at=at)
    row.refresh_from_db()
    return row


def _require_still_open(found: TrainingClass) -> None:
    """Asked with the line in hand: a class that began meanwhile took it first."""
    state = TrainingClass.objects.filter(pk=found.pk).values_list("state", flat=True).get()
    if state != ClassState.ENROLLING:
        raise Refused(_("这个班次现在不接受报名"))


def follow(*, actor: Actor, key: str, moves: Sequence[Move], at: datetime) -> int:
    """Write what the line did to everybody, and tell them. Returns how many moved up."""
    last = {int(move.holder): move for move in moves if move.before or move.after != "waiting"}
    rows = Enrolment.objects.filter(line=key, person__in=last, state__in=LIVE)
    promoted = 0
    for row in rows.select_related("person", "training_class__programme").order_by("pk"):
        move = last[row.person_id]
        if move.after == "left":
            continue  # whoever made them leave says why
        was, row.state, row.expires_at = row.state, move.after, move.expires_at
        row.save(update_fields=["state", "expires_at"])
        if row.state == EnrolmentState.OFFERED:
            telling.tell_of_offer(actor=actor, row=row, at=at)
        elif row.state == EnrolmentState.LAPSED:
            telling.tell_of_lapse(actor=actor, row=row, at=at)
        elif row.state == EnrolmentState.HELD and was == EnrolmentState.WAITING:
            telling.tell_of_seat(actor=actor, row=row, at=at)
        promoted += row.state in TAKES_A_SEAT
    return promoted


def _held(actor: Actor, permission: Permission[Enrolment], enrolment_id: int) -> Enrolment:
    """The enrolment with its line locked before it: whoever promotes it has the line already."""
    rows = Enrolment.objects.select_related("person", "training_class__programme")
    queue.hold(key=permission.one(actor, rows, pk=enrolment_id).line)
    row = permission.one(actor, rows.select_for_update(of=("self",)), pk=enrolment_id)
    if row.state not in LIVE:
        raise Refused(_("这个报名已经结束"))
    return row


@transaction.atomic
def accept_offer(*, actor: Actor, enrolment_id: int, at: datetime) -> Enrolment:
    """确认递补."""
    row = _held(actor, ACCEPT_OFFERS, enrolment_id)
    moves = queue.accept(key=row.line, holder=str(row.person_id), at=at)
    telling.nothing_is_asked_any_more(actor=actor, row=row)
    follow(actor=actor, key=row.line, moves=moves, at=at)
    record(actor=actor, deed=OFFER_ACCEPTED, subject=row, detail={"title": row})
    row.refresh_from_db()
    return row


@transaction.atomic
def withdraw_enrolment(*, actor: Actor, enrolment_id: int, reason: str, at: datetime) -> Enrolment:
    """退出: the seat, or the place in the line, goes to whoever is next."""
    row = _held(actor, WITHDRAW_ENROLMENTS, enrolment_id)
    facts = facts_of(_admission(row.training_class), row.training_class.state)
    reasons = list(flaws_of_withdrawing(facts, was_moved=row.was_moved, at=at))
    if not reason.strip():
        reasons.append(_("请写明退出理由"))
    if reasons:
        raise Refused(reasons)
    was_offered = row.state == EnrolmentState.OFFERED
    state = EnrolmentState.DECLINED if was_offered else EnrolmentState.WITHDRAWN
    _leave(actor=actor, row=row, state=state, reason=reason.strip(), at=at)
    record(actor=actor, deed=ENROLMENT_WITHDRAWN, subject=row, detail={"title": row}, reason=reason)
    return row


def _leave(*, actor: Actor, row: Enrolment, state: str, reason: str, at: datetime) -> None:
    row.state, row.reason, row.expires_at = state, reason[:200], None
    row.save(update_fields=["state", "reason", "expires_at", "approval", "answered_by"])
    telling.nothing_is_asked_any_more(actor=actor, row=row)
    moves = queue.leave(key=row.line, holder=str(row.person_id), at=at)
    follow(actor=actor, key=row.line, moves=moves, at=at)


@transaction.atomic
def answer_enrolment(
    *, actor: Actor, enrolment_id: int, agrees: bool, reason: str, at: datetime
) -> Enrolment:
    """单位表态. A no gives the seat to whoever is next, and says why."""
    row = _held(actor, ANSWER_ENROLMENTS, enrolment_id)
    reasons = []
    if row.approval != Approval.PENDING:
        reasons.append(_("单位已经表态"))
    if not agrees and not reason.strip():
        reasons.append(_("不同意的，请写明理由"))
    if reasons:
        raise Refused(reasons)
    row.approval = Approval.APPROVED if agrees else Approval.REFUSED
    row.answered_by = actor.name
    if agrees:
        row.save(update_fields=["approval", "answered_by"])
    else:
        _leave(actor=actor, row=row, state=EnrolmentState.REFUSED, reason=reason.strip(), at=at)
    telling.tell_of_answer(actor=actor, row=row, at=at)
    detail = {"title": row, "answer": Approval(row.approval).label}
    record(actor=actor, deed=ENROLMENT_ANSWERED, subject=row, detail=detail, reason=reason)
    return row


@transaction.atomic
def advance_line(*, actor: Actor, key: str, at: datetime) -> int:
    """递补 in one line: whatever is due and nothing else. Two at once do it once."""
    moves = queue.advance(key=key, at=at)
    promoted = follow(actor=actor, key=key, moves=moves, at=at)
    if moves:
        found = TrainingClass.objects.get(pk=class_of_line(key))
        detail = {"title": found, "count": promoted}
        record(actor=actor, deed=LINE_ADVANCED, subject=found, detail=detail)
    return promoted
