from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.orgs.models import Unit
from qingmiao.orgs.queries import standing_units
from qingmiao.rulebook.engine import Articles
from qingmiao.rulebook.library import regulation
from qingmiao.selection.nominations.contracts import CategoryLine, EventFacts, Question
from qingmiao.selection.nominations.enums import (
    RUNNING,
    EventState,
    NominationState,
    Route,
    Step,
)
from qingmiao.selection.nominations.models import (
    EventCategory,
    FormQuestion,
    NilReturn,
    Nomination,
    NominationEvent,
    UnitQuota,
)
from qingmiao.selection.nominations.permissions import VIEW_EVENTS, WATCH_EVENTS
from qingmiao.selection.nominations.rules import form
from qingmiao.selection.nominations.rules.event import takes_nominations

PROCEDURE = "nominations/procedure"
HOLDING_A_PLACE = (NominationState.SUBMITTED, NominationState.ACCEPTED)


def procedure(*, on: date) -> Articles:
    return regulation(PROCEDURE).on(on)


def facts_of(event: NominationEvent) -> EventFacts:
    """A notice as it stands, without what it was before."""
    return EventFacts(opens_on=event.opens_on, closes_on=event.closes_on, state=event.state)


def changed_facts_of(event: NominationEvent) -> EventFacts:
    """A notice about to be written, beside the edition the database still has."""
    before = NominationEvent.objects.filter(pk__in=[event.pk] if event.pk else []).first()
    announced = before is not None and before.state != EventState.DRAFT
    return EventFacts(
        opens_on=event.opens_on,
        closes_on=event.closes_on,
        closed_before=before.closes_on if before is not None and announced else None,
        opened_before=before.opens_on if before is not None and announced else None,
        state=event.state,
        state_before=before.state if before is not None else "",
    )


def events(*, actor: Actor) -> QuerySet[NominationEvent]:
    rows = NominationEvent.objects.standing().select_related("category")
    return VIEW_EVENTS.rows(actor, rows)


def watched_event(*, actor: Actor, event_id: int) -> NominationEvent | None:
    rows = NominationEvent.objects.standing().select_related("category")
    return WATCH_EVENTS.rows(actor, rows).filter(pk=event_id).first()


def questions_of(*, event: NominationEvent, route: str) -> tuple[Question, ...]:
    """What the notice asks of this route, in its own order."""
    rows = FormQuestion.objects.standing().filter(event=event).order_by("position", "pk")
    return tuple(
        Question(
            id=row.pk,
            step=row.step,
            label=row.label,
            hint=row.hint,
            kind=row.kind,
            options=form.options_in(row.options),
            is_required=row.is_required,
        )
        for row in rows
        if form.is_asked_of(row.asked_of, route)
    )


def is_frozen(question: FormQuestion) -> bool:
    """Whether this would change a form that people already fill in."""
    if question.event.state == EventState.DRAFT:
        return False
    kept = ("event_id", "step", "position", "label", "hint", "kind", "options", "is_required")
    stored = FormQuestion.objects.filter(pk__in=[question.pk] if question.pk else []).first()
    return stored is None or any(
        getattr(stored, name) != getattr(question, name) for name in (*kept, "asked_of")
    )


def categories_of(
    *, event: NominationEvent, unit_id: int | None = None
) -> tuple[CategoryLine, ...]:
    """The categories among which a nomination chooses; none where the notice asks for one, or for any.

    ``unit_id``: whose exceptions stand before the number of everybody.
    """
    own = _own_quotas(event, unit_id) if unit_id is not None else {}
    rows = EventCategory.objects.standing().filter(event=event).select_related("category")
    return tuple(
        CategoryLine(
            id=row.category_id,
            code=row.category.code,
            label=str(row.category),
            quota=own.get(row.category_id, row.quota_per_unit),
        )
        for row in rows.order_by("category__sort_no", "pk")
    )


def category_code(*, event: NominationEvent, typed: Mapping[str, str]) -> str:
    """The code of the category chosen in a form; nothing while none is chosen."""
    chosen = typed.get("category", "")
    return next((one.code for one in categories_of(event=event) if str(one.id) == chosen), "")


def is_settled(category: EventCategory) -> bool:
    """Whether this would change the categories of a notice that units already answer."""
    if category.event.state == EventState.DRAFT:
        return False
    stored = EventCategory.objects.filter(pk__in=[category.pk] if category.pk else []).first()
    kept = ("event_id", "category_id", "quota_per_unit")
    return stored is None or any(getattr(stored, name) != getattr(category, name) for name in kept)


def steps_of(
    *, event: NominationEvent, route: str, questions: Iterable[Question]
) -> tuple[Step, ...]:
    return form.steps_of(
        route=route,
        referees_at_least=event.referees_at_least,
        asks_wishes=event.asks_wishes,
        questions=questions,
    )


def asked_units(*, event: NominationEvent) -> QuerySet[Unit]:
    """The units the notice goes to: those of the kinds the procedure names, as of the first day."""
    kinds = procedure(on=event.opens_on)["asked_kinds"].value
    return standing_units(on=event.opens_on).filter(kind__in=kinds)


def quota_of(*, event: NominationEvent, unit_id: int) -> int:
    """The unit's own number where the notice makes an exception, else the number of everybody."""
    return _own_quotas(event, unit_id).get(None, event.quota_per_unit)


def _own_quotas(event: NominationEvent, unit_id: int) -> dict[int | None, int]:
    """The exceptions made for a unit: by category, and under ``None`` for all of them together."""
    rows = UnitQuota.objects.standing().filter(event=event, unit_id=unit_id)
    return dict(rows.values_list("category_id", "quota"))


def places_taken(*, event_id: int, unit_id: int, category_id: int | None = None) -> int:
    """How many of its quota a unit has used in one event, or in one of its categories."""
    rows = Nomination.objects.standing().filter(
        event_id=event_id,
        unit_id=unit_id,
        route=Route.ORGANIZATION,
        state__in=HOLDING_A_PLACE,
    )
    return rows.filter(category=category_id).count() if category_id else rows.count()


def silent_units(*, event: NominationEvent) -> list[Unit]:
    """Asked units that neither recommended anybody nor said that there is nobody."""
    named = (
        Nomination.objects.standing()
        .filter(event=event, route=Route.ORGANIZATION)
        .exclude(state=NominationState.WITHDRAWN)
        .values("unit_id")
    )
    nil = NilReturn.objects.filter(event=event).values("unit_id")
    return list(asked_units(event=event).exclude(pk__in=named).exclude(pk__in=nil))


def moved_by_the_clock(*, on: date) -> list[NominationEvent]:
    """Announced notices whose state the days have overtaken."""
    rows = NominationEvent.objects.standing().filter(
        Q(state=EventState.PUBLISHED, opens_on__lte=on)
        | Q(
            state__in=[EventState.PUBLISHED, EventState.OPEN, EventState.EXTENDED], closes_on__lt=on
        )
    )
    return list(rows.order_by("pk"))


def closing_soon(*, on: date) -> list[NominationEvent]:
    """Running notices whose closing day lies so many days ahead that units are reminded today."""
    days = procedure(on=on)["remind_before"].value
    rows = NominationEvent.objects.standing().filter(
        state__in=RUNNING, opens_on__lte=on, closes_on__in=[on + timedelta(days=n) for n in days]
    )
    return list(rows.order_by("pk"))


def open_events(*, actor: Actor, on: date) -> list[NominationEvent]:
    """Notices that take nominations today."""
    running = events(actor=actor).filter(opens_on__lte=on, closes_on__gte=on)
    return [row for row in running if takes_nominations(facts_of(row), on=on)]


def tally(
    *, event: NominationEvent, but: Collection[int] = frozenset()
) -> dict[int, dict[str, int]]:
    """Per unit: recommendations that stand, places they hold, self-nominations, opinions waited for.

    ``but``: people of whom the reader must know nothing, so that no number speaks of them.
    """
    standing = ~Q(state=NominationState.WITHDRAWN)
    by_unit = Q(route=Route.ORGANIZATION)
    rows = (
        Nomination.objects.standing()
        .filter(event=event)
        .exclude(person_id__in=but)
        .order_by()
        .values("unit_id")
        .annotate(
            nominated=Count("pk", filter=standing & by_unit),
            used=Count("pk", filter=by_unit & Q(state__in=HOLDING_A_PLACE)),
            by_oneself=Count("pk", filter=standing & ~by_unit),
            waiting=Count("pk", filter=~by_unit & Q(opinion="pending", state="submitted")),
        )
    )
    return {row.pop("unit_id"): row for row in rows}
