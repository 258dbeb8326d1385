"""A class from its plan to the archive. Each step is a service of its own; the last word of each is the ledger's."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qingmiao.cultivation.courses.deeds import ADMISSION_EXTENDED, CLASS_MOVED
from qingmiao.cultivation.courses.enums import LIVE, Approval, ClassState, EnrolmentState
from qingmiao.cultivation.courses.models import (
    Admission,
    Enrolment,
    SeatQuota,
    TrainingClass,
)
from qingmiao.cultivation.courses.permissions import (
    APPROVE_CLASSES,
    KEEP_ADMISSIONS,
    KEEP_CLASSES,
)
from qingmiao.cultivation.courses.queries.enrolment import (
    admission_of,
    line_key,
    quotas_of,
    reserved_seats,
    sessions_of,
)
from qingmiao.cultivation.courses.rules.enrolment import flaws_of_opening, leads_to
from qingmiao.cultivation.courses.services import telling
from qingmiao.cultivation.courses.services.enrolment import follow
from qingmiao.engines.queues import services as queue
from qingmiao.engines.queues.contracts import Tally
from qingmiao.engines.queues.queries import tallies
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record


def _kept(actor: Actor, class_id: int, to: str) -> TrainingClass:
    rows = TrainingClass.objects.standing().select_for_update(of=("self",))
    permission = APPROVE_CLASSES if to == ClassState.APPROVED else KEEP_CLASSES
    found = permission.one(actor, rows.select_related("programme"), pk=class_id)
    if not leads_to(found.state, to):
        words = {"old": ClassState(found.state).label, "new": ClassState(to).label}
        raise Refused(_("班次现在是“%(old)s”，不能转为“%(new)s”") % words)
    return found


def _move(actor: Actor, found: TrainingClass, to: str, reason: str = "") -> TrainingClass:
    detail = {
        "title": found, "old": ClassState(found.state).label, "new": ClassState(to).label,
    }  # fmt: skip
    found.state = to
    found.version += 1
    found.save(update_fields=["state", "version"])
    record(actor=actor, deed=CLASS_MOVED, subject=found, detail=detail, reason=reason)
    return found


@transaction.atomic
def approve_class(*, actor: Actor, class_id: int) -> TrainingClass:
    """批准办班, by the organization department."""
    return _move(actor, _kept(actor, class_id, ClassState.APPROVED), ClassState.APPROVED)


@transaction.atomic
def open_enrolment(*, actor: Actor, class_id: int, at: datetime) -> TrainingClass:
    """开放报名: the lines are opened with it, one for everybody and one for each unit with seats of its own."""
    found = _kept(actor, class_id, ClassState.ENROLLING)
    admission = admission_of(found.pk)
    reserved = reserved_seats(found.pk)
    reasons = list(
        flaws_of_opening(
            has_admission=admission is not None,
            sessions=len(sessions_of(found.pk)),
            seats=found.seats,
            reserved=reserved,
            is_over=admission is not None and admission.closes_at <= at,
        )
    )
    if reasons or admission is None:
        raise Refused(reasons)
    _open_line(admission, line_key(found.pk), found.seats - reserved)
    for quota in quotas_of(found.pk):
        _open_line(admission, line_key(found.pk, quota.unit_id), quota.seats)
    return _move(actor, found, ClassState.ENROLLING)


def _open_line(admission: Admission, key: str, seats: int) -> None:
    queue.open_line(
        key=key,
        seats=seats,
        policy=admission.policy,
        offer_for=timedelta(hours=admission.offer_hours),
        last_call=_class_begins(admission.training_class.begins),
    )


def _class_begins(day: date) -> datetime:
    """Nothing is offered once the day of the first session has come."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


@transaction.atomic
def reserve_seats(*, actor: Actor, quota: SeatQuota, at: datetime) -> None:
    """分配、调整单位名额 while people enrol: seats pass between the open line and the unit's, none twice."""
    found = TrainingClass.objects.select_for_update(of=("self",)).get(pk=quota.training_class_id)
    KEEP_CLASSES.one(actor, TrainingClass.objects.all(), pk=found.pk)
    reserved = reserved_seats(found.pk)
    if reserved > found.seats:
        raise Refused(
            _("单位名额合计 %(reserved)d 个，超过班次名额 %(seats)d 个")
            % {"reserved": reserved, "seats": found.seats}
        )
    if found.state == ClassState.ENROLLING:
        _spread(actor, found, quota.unit_id, 0 if quota.is_void else quota.seats, at)


@transaction.atomic
def change_seats(*, actor: Actor, found: TrainingClass, at: datetime) -> None:
    """增减班次名额: what is not kept for units is open to everybody."""
    if found.state == ClassState.ENROLLING:
        _spread(actor, found, None, 0, at)


def _spread(
    actor: Actor, found: TrainingClass, unit_id: int | None, seats: int, at: datetime
) -> None:
    """Shrink before growing: at no moment are there more seats than the class has."""
    open_key, open_seats = line_key(found.pk), found.seats - reserved_seats(found.pk)
    wanted = [(open_key, open_seats)]
    if unit_id is not None:
        wanted.append((line_key(found.pk, unit_id), seats))
    there = tallies(keys=[key for key, _seats in wanted])
    admission = admission_of(found.pk)
    if admission is None:
        return
    for key, number in sorted(wanted, key=lambda each: each[1] - _seats_now(there, each[0])):
        if key not in there:
            _open_line(admission, key, number)
            continue
        last_call = _class_begins(found.begins)
        moves = queue.change_line(key=key, seats=number, last_call=last_call, at=at)
        follow(actor=actor, key=key, moves=moves, at=at)


def _seats_now(there: dict[str, Tally], key: str) -> int:
    return there[key].seats if key in there else 0


@transaction.atomic
def extend_enrolment(
    *, actor: Actor, class_id: int, closes_at: datetime, reason: str, at: datetime
) -> Admission:
    """延长报名: only ever later."""
    rows = Admission.objects.standing().select_for_update(of=("self",))
    rows = rows.filter(training_class=class_id)
    admission = KEEP_ADMISSIONS.one(actor, rows, pk=rows.values_list("pk", flat=True).first() or 0)
    reasons = []
    if admission.training_class.state != ClassState.ENROLLING:
        reasons.append(_("这个班次现在不接受报名"))
    if closes_at <= admission.closes_at or closes_at <= at:
        reasons.append(_("报名截止只能延后"))
    if not reason.strip():
        reasons.append(_("请写明延期理由"))
    if reasons:
        raise Refused(reasons)
    old, admission.closes_at = admission.closes_at, closes_at
    admission.version += 1
    admission.save(update_fields=["closes_at", "version"])
    words = {
        "title": admission,
        "old": f"{timezone.localtime(old):%Y.%m.%d %H:%M}",
        "new": f"{timezone.localtime(closes_at):%Y.%m.%d %H:%M}",
    }
    record(actor=actor, deed=ADMISSION_EXTENDED, subject=admission, detail=words, reason=reason)
    return admission


@transaction.atomic
def start_class(*, actor: Actor, class_id: int, at: datetime) -> TrainingClass:
    """开班: the lines close. Who still waits was not taken; whom no unit agreed to does not come."""
    found = _kept(actor, class_id, ClassState.RUNNING)
    _close(actor=actor, found=found, at=at)
    pending = Enrolment.objects.filter(training_class=found, state__in=LIVE).exclude(
        state=EnrolmentState.HELD, approval__in=[Approval.NOT_ASKED, Approval.APPROVED]
    )
    for row in pending.select_related("person", "training_class__programme").order_by("pk"):
        row.state, row.expires_at = EnrolmentState.CLOSED, None
        row.save(update_fields=["state", "expires_at"])
        queue.leave(key=row.line, holder=str(row.person_id), at=at)
        telling.nothing_is_asked_any_more(actor=actor, row=row)
        telling.tell_of_closing(actor=actor, row=row, at=at)
    return _move(actor, found, ClassState.RUNNING)


def _close(*, actor: Actor, found: TrainingClass, at: datetime) -> None:
    """Locks every line of the class, in the order of their keys, and makes this moment their last call."""
    keys = [line_key(found.pk), *(line_key(found.pk, each.unit_id) for each in quotas_of(found.pk))]
    for key, tally in sorted(tallies(keys=keys).items()):
        moves = queue.change_line(key=key, seats=tally.seats, last_call=at, at=at)
        follow(actor=actor, key=key, moves=moves, at=at)


@transaction.atomic
def finish_class(*, actor: Actor, class_id: int, on: date) -> TrainingClass:
    """结业, on its last day or after it."""
    found = _kept(actor, class_id, ClassState.FINISHED)
    if found.ends > on:
        raise Refused(
            _("结业日期 %(ends)s 还没有到，状态不能是结业") % {"ends": f"{found.ends:%Y.%m.%d}"}
        )
    return _move(actor, found, ClassState.FINISHED)


@transaction.atomic
def evaluate_class(*, actor: Actor, class_id: int) -> TrainingClass:
    return _move(actor, _kept(actor, class_id, ClassState.EVALUATED), ClassState.EVALUATED)


@transaction.atomic
def archive_class(*, actor: Actor, class_id: int) -> TrainingClass:
    return _move(actor, _kept(actor, class_id, ClassState.ARCHIVED), ClassState.ARCHIVED)


@transaction.atomic
def cancel_class(*, actor: Actor, class_id: int, reason: str, at: datetime) -> TrainingClass:
    """取消办班: whoever had a seat or waited for one is told why."""
    found = _kept(actor, class_id, ClassState.CANCELLED)
    if not reason.strip():
        raise Refused(_("请写明取消理由"))
    _close(actor=actor, found=found, at=at)
    rows = Enrolment.objects.filter(training_class=found, state__in=LIVE)
    for row in rows.select_related("person", "training_class__programme").order_by("pk"):
        row.state, row.expires_at = EnrolmentState.CLOSED, None
        row.save(update_fields=["state", "expires_at"])
        queue.leave(key=row.line, holder=str(row.person_id), at=at)
        telling.tell_of_cancelling(actor=actor, row=row, reason=reason.strip(), at=at)
    return _move(actor, found, ClassState.CANCELLED, reason.strip())
