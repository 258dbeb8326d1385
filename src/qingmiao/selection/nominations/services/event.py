"""A notice from its draft to the archive, and the units that are to answer it."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.services import record
from qingmiao.orgs.models import Unit
from qingmiao.selection.nominations.deeds import (
    EVENT_EXTENDED,
    EVENT_MOVED,
    NIL_DECLARED,
    UNITS_EXPORTED,
)
from qingmiao.selection.nominations.enums import EventState, NominationState
from qingmiao.selection.nominations.models import (
    EventCategory,
    FormQuestion,
    NilReturn,
    Nomination,
    NominationEvent,
    UnitQuota,
)
from qingmiao.selection.nominations.permissions import (
    KEEP_EVENTS,
    MOVE_EVENTS,
    RECOMMEND_FOR,
    VIEW_EVENTS,
    WATCH_EVENTS,
)
from qingmiao.selection.nominations.queries.event import (
    facts_of,
    moved_by_the_clock,
    places_taken,
    procedure,
)
from qingmiao.selection.nominations.queries.unit import counts_of, is_unfinished
from qingmiao.selection.nominations.rules import event as rules
from qingmiao.selection.nominations.services.claim import tell_demand
from qingmiao.selection.nominations.services.telling import (
    announce,
    tell_outcomes,
    unit_has_answered,
)


def _kept(actor: Actor, event_id: int) -> NominationEvent:
    rows = NominationEvent.objects.standing().select_for_update(of=("self",))
    return KEEP_EVENTS.one(actor, rows, pk=event_id)


def _move(actor: Actor, event: NominationEvent, state: str, reason: str = "") -> None:
    old = EventState(event.state).label
    event.state = state
    event.version += 1
    event.save(update_fields=["state", "version"])
    detail = {"title": str(event), "old": old, "new": EventState(state).label}
    record(actor=actor, deed=EVENT_MOVED, subject=event, detail=detail, reason=reason)


@transaction.atomic
def publish_event(*, actor: Actor, event_id: int, on: date) -> NominationEvent:
    """发布: from now on units and cadres read it, and its window may only be extended."""
    event = _kept(actor, event_id)
    facts = facts_of(event)
    reasons = list(rules.flaws_of_publishing(facts, has_notice=bool(event.notice.strip()), on=on))
    if reasons:
        raise Refused(reasons)
    _move(actor, event, EventState.OPEN if event.opens_on <= on else EventState.PUBLISHED)
    announce(actor=actor, event=event, on=on)
    return event


@transaction.atomic
def extend_event(
    *, actor: Actor, event_id: int, closes_on: date, reason: str, on: date
) -> NominationEvent:
    event = _kept(actor, event_id)
    reasons = list(rules.flaws_of_extension(facts_of(event), closes_on=closes_on, on=on))
    if not reason.strip():
        reasons.append(_("请写明延期理由"))
    if reasons:
        raise Refused(reasons)
    old, event.closes_on = event.closes_on, closes_on
    event.state = EventState.EXTENDED
    event.version += 1
    event.save(update_fields=["closes_on", "state", "version"])
    record(
        actor=actor,
        deed=EVENT_EXTENDED,
        subject=event,
        detail={"title": str(event), "old": f"{old:%Y.%m.%d}", "new": f"{closes_on:%Y.%m.%d}"},
        reason=reason.strip(),
    )
    return event


@transaction.atomic
def advance_events(*, actor: Actor, on: date) -> int:
    """Open and close what the days have reached. Done by the worker each night; answers how many."""
    moved = 0
    for found in moved_by_the_clock(on=on):
        rows = NominationEvent.objects.standing().select_for_update(of=("self",))
        event = MOVE_EVENTS.one(actor, rows, pk=found.pk)
        state = rules.state_by_the_clock(facts_of(event), on=on)
        if state != event.state:
            _move(actor, event, state)
            moved += 1
    return moved


@transaction.atomic
def finish_review(*, actor: Actor, event_id: int) -> NominationEvent:
    """结束研判 once nothing waits and everybody accepted has a decision, also those the actor must not see."""
    event = _kept(actor, event_id)
    counts = counts_of(actor=actor, event=event)
    reasons = list(
        rules.flaws_of_review(
            event.state,
            waiting=counts.waiting,
            undecided=counts.undecided,
            withheld=is_unfinished(event=event, people=actor.confidential_ids),
        )
    )
    if reasons:
        raise Refused(reasons)
    _move(actor, event, EventState.REVIEWED)
    tell_outcomes(actor=actor, event=event)
    return event


@transaction.atomic
def archive_event(*, actor: Actor, event_id: int) -> NominationEvent:
    event = _kept(actor, event_id)
    if not rules.leads_to(event.state, EventState.ARCHIVED):
        raise Refused(_("研判结束之后才能归档"))
    _move(actor, event, EventState.ARCHIVED)
    return event


@transaction.atomic
def declare_nil(*, actor: Actor, event_id: int, unit_id: int, reason: str, on: date) -> NilReturn:
    """零报告: the unit has answered, and named nobody."""
    rows = NominationEvent.objects.standing().select_for_update(of=("self",))
    event = VIEW_EVENTS.one(actor, rows, pk=event_id)
    unit = RECOMMEND_FOR.one(actor, Unit.objects.all(), pk=unit_id)
    reasons = list(rules.why_not_taken(facts_of(event), on=on))
    if unit.kind not in procedure(on=event.opens_on)["asked_kinds"].value:
        reasons.append(_("这份通知不发给该单位"))
    if places_taken(event_id=event.pk, unit_id=unit.pk):
        reasons.append(_("该单位已有推荐，不必零报告"))
    if not reason.strip():
        reasons.append(_("请写明没有推荐人选的原因"))
    if reasons:
        raise Refused(reasons)
    made = NilReturn(
        event=event, unit=unit, reason=reason.strip(), declared_on=on, declared_by=actor.name
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as no:
        raise Refused(_("该单位已经零报告")) from no
    detail = {"unit": str(unit), "title": str(event)}
    record(actor=actor, deed=NIL_DECLARED, subject=event, detail=detail, reason=reason.strip())
    unit_has_answered(actor=actor, event=event, unit_id=unit.pk, on=on)
    return made


@transaction.atomic
def note_event(*, actor: Actor, event: NominationEvent) -> None:
    """A notice that now cites another demand takes whom it found along."""
    rows = Nomination.objects.standing().filter(event=event, state=NominationState.ACCEPTED)
    for row in rows.select_related("event", "person", "unit").order_by("pk"):
        tell_demand(actor=actor, nomination=row)


@transaction.atomic
def note_quota(*, actor: Actor, quota: UnitQuota) -> None:
    """名额例外 never takes away a place that is already used. The event is locked against the next one."""
    event = NominationEvent.objects.select_for_update().get(pk=quota.event_id)
    KEEP_EVENTS.one(actor, NominationEvent.objects.all(), pk=event.pk)
    taken = places_taken(event_id=event.pk, unit_id=quota.unit_id, category_id=quota.category_id)
    if quota.quota < taken:
        raise Refused(_("该单位已用 %(taken)d 个名额，例外不得少于此数") % {"taken": taken})


@transaction.atomic
def hold_form(*, actor: Actor, question: FormQuestion) -> None:
    """A question is taken out only while nobody has been asked it."""
    event = KEEP_EVENTS.one(actor, NominationEvent.objects.all(), pk=question.event_id)
    if event.state != EventState.DRAFT:
        raise Refused(_("通知发布之后表单不再变动，已填的人不必重填"))


@transaction.atomic
def hold_category(*, actor: Actor, category: EventCategory) -> None:
    """A category is taken out only while nobody has been asked for it."""
    event = KEEP_EVENTS.one(actor, NominationEvent.objects.all(), pk=category.event_id)
    if event.state != EventState.DRAFT:
        raise Refused(_("通知发布之后推荐类别不再变动"))


@transaction.atomic
def note_export(*, actor: Actor, event_id: int, count: int, reason: str) -> None:
    event = WATCH_EVENTS.one(actor, NominationEvent.objects.all(), pk=event_id)
    detail = {"title": str(event), "count": count}
    record(actor=actor, deed=UNITS_EXPORTED, subject=event, detail=detail, reason=reason)
