"""A visit from the plan to its end. Each transition is one deed with who, when and why."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from qingmiao.access.enums import DEPARTMENT
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import Deed
from qingmiao.ledger.services import record
from qingmiao.notices.services import settle
from qingmiao.selection.demands.queries.demand import open_demands
from qingmiao.selection.visits import deeds, rules
from qingmiao.selection.visits.contracts import HeardLine, VisitSheet
from qingmiao.selection.visits.enums import Hearing, VisitState
from qingmiao.selection.visits.models import Attendee, Heard, Lead, Visit
from qingmiao.selection.visits.permissions import (
    CLOSE_VISITS,
    CONFIRM_VISITS,
    KEEP_VISITS,
    VIEW_VISITS,
)
from qingmiao.selection.visits.queries.duty import places, units_of_duty
from qingmiao.selection.visits.queries.visit import (
    told_during,
    unsettled_leads,
    visit_sent_as,
)
from qingmiao.selection.visits.services import telling
from qingmiao.selection.visits.services.enclosure import Kept, enclose, read_taken, sizes_of


class OutsideDuty(Refused):
    """The unit is nobody's whom the visitor answers for on that day."""


class AlreadyVisited(Refused):
    """The same visitor has a visit to the same unit on the same day."""


@transaction.atomic
def plan_visit(
    *,
    actor: Actor,
    unit_id: int,
    on: date,
    purpose: str,
    today: date,
    visitor_id: int | None = None,
    demand_id: int | None = None,
) -> Visit:
    """计划走访: by whoever is going; the department also plans for others."""
    visitor = visitor_id or actor.person_id
    reasons = []
    if visitor is None:
        reasons.append(_("您的账号没有对应的干部档案，请指定走访人"))
    if on < today:
        reasons.append(_("计划日期不得早于今天，已经去过的请直接记录"))
    if not purpose.strip():
        reasons.append(_("请写明走访事由"))
    if reasons or visitor is None:
        raise Refused(reasons)
    _require_duty(actor, visitor, unit_id, on)
    visit = Visit(
        unit_id=unit_id,
        demand_id=_cited(actor, demand_id),
        segment_id=_segment_of(unit_id, on),
        visitor_id=visitor,
        held_on=on,
        purpose=purpose.strip(),
        state=VisitState.PLANNED,
        entered_by=actor.name,
    )
    try:
        with transaction.atomic():
            visit.save(force_insert=True)
    except IntegrityError as no:
        raise AlreadyVisited(_("同一走访人同日对同一单位的走访已登记")) from no
    KEEP_VISITS.one(actor, Visit.objects.all(), pk=visit.pk)
    _tell(actor, visit, deeds.VISIT_PLANNED)
    return visit


def _require_duty(actor: Actor, visitor_id: int, unit_id: int, on: date) -> None:
    """The department goes anywhere; everybody else where a duty of that day leads."""
    reach = actor.units(*DEPARTMENT)
    if reach is None or unit_id in reach:
        return
    if visitor_id != actor.person_id:
        raise Refused(_("走访人只能是您本人"))
    if unit_id not in units_of_duty(person_id=visitor_id, on=on):
        raise OutsideDuty(
            _("%(day)s 这一天该单位不在您的联系分工内，不能登记走访；如有调整请先由干部科办理交接")
            % {"day": f"{on:%Y.%m.%d}"}
        )


def _cited(actor: Actor, demand_id: int | None) -> int | None:
    """A demand is cited by those who may read it, while it is open."""
    if demand_id is not None and demand_id not in {row.id for row in open_demands(actor=actor)}:
        raise Refused(_("所选需求已办结，或您无权引用"))
    return demand_id


def _segment_of(unit_id: int, on: date) -> int | None:
    place = places(on=on, unit_ids=[unit_id]).get(unit_id)
    return place.segment_id if place else None


def _tell(actor: Actor, visit: Visit, deed: Deed, reason: str = "", **more: int) -> None:
    record(
        actor=actor, deed=deed, subject=visit, detail={"title": str(visit), **more}, reason=reason
    )


def _locked(visit_id: int) -> models.QuerySet[Visit]:
    rows: models.QuerySet[Visit] = Visit.objects.standing().select_for_update(of=("self",))
    return rows.filter(pk=visit_id)


def _move(visit: Visit, new: VisitState, *changed: str) -> None:
    reasons = list(rules.flaws_of_way(old=visit.state, new=new))
    if reasons:
        raise Refused(reasons)
    visit.state = new
    visit.version += 1
    visit.save(update_fields=["state", "version", *changed])


@transaction.atomic
def start_visit(*, actor: Actor, visit_id: int, today: date) -> Visit:
    """开始走访: not before the day that was planned; the day one really goes becomes the visit's day."""
    visit = KEEP_VISITS.one(actor, _locked(visit_id), pk=visit_id)
    if visit.held_on > today:
        raise Refused(_("计划日期是 %(day)s，还没有到") % {"day": f"{visit.held_on:%Y.%m.%d}"})
    _move(visit, VisitState.UNDER_WAY)
    _tell(actor, visit, deeds.VISIT_STARTED)
    return visit


@transaction.atomic
def record_visit(*, actor: Actor, sheet: VisitSheet, today: date) -> tuple[Visit, bool]:
    """记录走访, with everybody spoken to and everything heard. Returns the visit and whether it is new.

    The sending carries a key made where it was written. The same key a second time answers with the
    first record and writes nothing. Of two that arrive at once the plan's lock or, without a plan,
    a unique constraint lets one through, and the other finds what it left.
    """
    if actor.person_id is None:
        raise Refused(_("您的账号没有对应的干部档案，不能作为走访人记录"))
    if first := _received(actor, sheet.send_key):
        return first, False
    kept = _read(sheet, today)  # takes its time, so before anything is locked
    if sheet.visit_id is not None:
        _locked(sheet.visit_id).first()
    if first := _received(actor, sheet.send_key):
        return first, False
    try:
        with transaction.atomic():
            visit = _written(actor, actor.person_id, sheet)
    except IntegrityError as no:
        if first := _received(actor, sheet.send_key):
            return first, False
        raise AlreadyVisited(_("同一走访人同日对同一单位的走访已登记")) from no
    leads = _told(actor, visit, sheet)
    enclose(actor=actor, visit=visit, kept=kept)
    for lead in leads:
        telling.tell_officers(actor=actor, lead=lead, on=today)
    telling.settle_overdue(actor=actor, visit=visit)
    telling.tell_heads(actor=actor, visit=visit, on=today)
    _tell(
        actor,
        visit,
        deeds.VISIT_RECORDED,
        attendees=len(sheet.attendees),
        heard=len(sheet.heard),
        leads=len(leads),
    )
    return visit, True


def _read(sheet: VisitSheet, today: date) -> list[Kept]:
    """Everything the sheet brings, or everything that is wrong with it."""
    reasons = [
        *rules.flaws_of_sheet(sheet, on=today),
        *rules.flaws_of_taken(sizes_of(sheet.taken)),
    ]
    kept, unread = ([], []) if reasons else read_taken(sheet.taken)
    if reasons or unread:
        raise Refused([*reasons, *unread])
    return kept


def _received(actor: Actor, key: UUID) -> Visit | None:
    first = visit_sent_as(send_key=key)
    if first is not None and first.visitor_id != actor.person_id:
        raise Refused(_("这份草稿的编号已被他人使用，请另存为新草稿再发送"))
    return first


def _written(actor: Actor, visitor_id: int, sheet: VisitSheet) -> Visit:
    """The visit itself: the one that was planned, or a new one."""
    if sheet.visit_id is not None:
        visit = KEEP_VISITS.one(actor, _locked(sheet.visit_id), pk=sheet.visit_id)
        if visit.visitor_id != visitor_id:
            raise Refused(_("这次走访计划由他人承担，不能代为记录"))
        _require_duty(actor, visitor_id, visit.unit_id, sheet.held_on)
        _fill(actor, visit, sheet)
        changed = (
            "held_on",
            "demand",
            "purpose",
            "summary",
            "talked_with",
            "send_key",
            "state_note",
        )
        _move(visit, VisitState.RECORDED, *changed)
        return visit
    if sheet.unit_id is None:
        raise Refused(_("请选择走访单位"))
    _require_duty(actor, visitor_id, sheet.unit_id, sheet.held_on)
    visit = Visit(
        unit_id=sheet.unit_id,
        segment_id=_segment_of(sheet.unit_id, sheet.held_on),
        visitor_id=visitor_id,
        state=VisitState.RECORDED,
        entered_by=actor.name,
    )
    _fill(actor, visit, sheet)
    visit.save(force_insert=True)
    KEEP_VISITS.one(actor, Visit.objects.all(), pk=visit.pk)
    return visit


def _fill(actor: Actor, visit: Visit, sheet: VisitSheet) -> None:
    visit.held_on, visit.send_key = sheet.held_on, sheet.send_key
    visit.purpose = sheet.purpose.strip() or visit.purpose or _("日常调研")
    if sheet.demand_id is not None:  # what was planned for a demand stays planned for it
        visit.demand_id = _cited(actor, sheet.demand_id)
    visit.summary, visit.state_note = sheet.summary.strip(), ""
    visit.talked_with = len(sheet.attendees)


def _told(actor: Actor, visit: Visit, sheet: VisitSheet) -> list[Lead]:
    Attendee.objects.bulk_create(
        Attendee(
            visit=visit, name=line.name, post=line.post, relation=line.relation,
            entered_by=actor.name,
        )
        for line in sheet.attendees
    )  # fmt: skip
    leads = []
    for line in sheet.heard:
        lead = _lead(actor, visit, line) if line.is_lead else None
        leads += [lead] if lead else []
        Heard.objects.create(
            visit=visit, about=line.about, dimension=line.dimension, claim=line.claim,
            example=line.example, hearing=line.hearing, told_by=line.told_by, lead=lead,
            entered_by=actor.name,
        )  # fmt: skip
    return leads


def _lead(actor: Actor, visit: Visit, line: HeardLine) -> Lead:
    return Lead.objects.create(
        visit=visit, unit_id=visit.unit_id, name=line.about, found_on=visit.held_on,
        dimension=line.dimension, behaviour=(line.example or line.claim)[:400], told_by=line.told_by,
        is_direct=line.hearing == Hearing.DIRECT, entered_by=actor.name,
    )  # fmt: skip


@transaction.atomic
def submit_visit(*, actor: Actor, visit_id: int, today: date) -> Visit:
    """重新报送 a visit that was returned, once what was asked for has been added."""
    visit = KEEP_VISITS.one(actor, _locked(visit_id), pk=visit_id)
    if not visit.summary.strip():
        raise Refused(_("请写明走访情况"))
    if visit.state != VisitState.UNDER_WAY:
        raise Refused(_("只有被退回的走访可以重新报送"))
    visit.state_note = ""
    _move(visit, VisitState.RECORDED, "state_note")
    _tell(actor, visit, deeds.VISIT_SUBMITTED)
    settle(actor=actor, subject=visit, kind=deeds.VISIT_CAME_BACK)
    telling.tell_heads(actor=actor, visit=visit, on=today)
    return visit


@transaction.atomic
def confirm_visit(*, actor: Actor, visit_id: int) -> Visit:
    """组长确认. Never by the visitor: the service refuses it and a constraint forbids it."""
    visit = CONFIRM_VISITS.one(actor, _locked(visit_id), pk=visit_id)
    reasons = []
    if actor.person_id is None:
        reasons.append(_("您的账号没有对应的干部档案，不能确认走访"))
    if actor.person_id == visit.visitor_id:
        reasons.append(_("走访人不得确认本人的走访，请由组长或片长确认"))
    if not visit.summary.strip():
        reasons.append(_("组长确认前须填写走访情况"))
    if reasons:
        raise Refused(reasons)
    visit.confirmed_by_id = actor.person_id
    _move(visit, VisitState.CONFIRMED, "confirmed_by")
    _tell(actor, visit, deeds.VISIT_CONFIRMED)
    settle(actor=actor, subject=visit, kind=deeds.VISIT_AWAITS)
    return visit


@transaction.atomic
def return_visit(*, actor: Actor, visit_id: int, reason: str) -> Visit:
    """退回 to whoever went, with what is missing."""
    visit = CONFIRM_VISITS.one(actor, _locked(visit_id), pk=visit_id)
    if actor.person_id == visit.visitor_id:
        raise Refused(_("走访人不得办理本人走访的确认或退回"))
    visit.state_note = _required(reason)
    _move(visit, VisitState.UNDER_WAY, "state_note")
    _tell(actor, visit, deeds.VISIT_RETURNED, reason=visit.state_note)
    settle(actor=actor, subject=visit, kind=deeds.VISIT_AWAITS)
    telling.tell_visitor(actor=actor, visit=visit, reason=visit.state_note)
    return visit


@transaction.atomic
def cancel_visit(*, actor: Actor, visit_id: int, reason: str) -> Visit:
    """取消 what was planned and did not take place."""
    visit = KEEP_VISITS.one(actor, _locked(visit_id), pk=visit_id)
    visit.state_note = _required(reason)
    _move(visit, VisitState.CANCELLED, "state_note")
    _tell(actor, visit, deeds.VISIT_CANCELLED, reason=visit.state_note)
    settle(actor=actor, subject=visit)
    return visit


@transaction.atomic
def close_visit(*, actor: Actor, visit_id: int) -> Visit:
    """办结: only once every lead it brought home has its answer."""
    visit = CLOSE_VISITS.one(actor, _locked(visit_id), pk=visit_id)
    if waiting := unsettled_leads(visit_id=visit.pk):
        raise Refused(_("还有 %(count)d 条线索没有处理完，不能办结") % {"count": waiting})
    _move(visit, VisitState.CLOSED)
    _tell(actor, visit, deeds.VISIT_CLOSED)
    return visit


def _required(reason: str) -> str:
    if not reason.strip():
        raise Refused(_("请写明理由"))
    return reason.strip()[:300]


@transaction.atomic
def forget_told(*, actor: Actor, visit: Visit, reason: str, at: datetime) -> None:
    """What was said during a visit is voided with it: without the visit nobody could read it."""
    VIEW_VISITS.one(actor, Visit.objects.all(), pk=visit.pk)
    for rows in told_during(visit_id=visit.pk):
        rows.update(voided_at=at, voided_by=actor.name, void_reason=reason)
    _tell(actor, visit, deeds.TOLD_FORGOTTEN, reason=reason)
