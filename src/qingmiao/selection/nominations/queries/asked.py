"""What a notice gave the units to fill in, told to whoever counts their minutes."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Max, QuerySet

from qingmiao.orgs.models import Unit
from qingmiao.selection.nominations.contracts import GivenToUnit
from qingmiao.selection.nominations.enums import EventState, QuestionKind, Route
from qingmiao.selection.nominations.models import FormQuestion, Nomination, NominationEvent
from qingmiao.selection.nominations.queries.event import procedure
from qingmiao.selection.nominations.rules.form import is_asked_of

OWN_QUESTIONS = {"short": 2, "long": 1, "choice": 1}
"""Whom, by whom, why and on which side: what every recommendation asks beside the notice's own."""
OF_EACH_REFEREE = 2
"""Who vouches, and how they know each other."""
SORTS = {
    QuestionKind.TEXT: "short",
    QuestionKind.LONG: "long",
    QuestionKind.CHOICE: "choice",
    QuestionKind.FLAG: "choice",
}


def form_sizes(*, event_ids: set[int]) -> dict[int, dict[str, int]]:
    """How many questions a unit's recommendation answers under each notice, by sort."""
    found = NominationEvent.objects.filter(pk__in=event_ids)
    sizes = {
        pk: OWN_QUESTIONS | {"short": OWN_QUESTIONS["short"] + OF_EACH_REFEREE * referees}
        for pk, referees in found.values_list("pk", "referees_at_least")
    }
    asked = FormQuestion.objects.standing().filter(event_id__in=sizes)
    for event_id, kind, asked_of in asked.values_list("event_id", "kind", "asked_of"):
        if is_asked_of(asked_of, Route.ORGANIZATION):
            sizes[event_id][SORTS[QuestionKind(kind)]] += 1
    return sizes


def notices_given(*, since: date, until: date) -> list[GivenToUnit]:
    """Every notice that opened in these days, once for each unit it went to."""
    events = (
        NominationEvent.objects.standing()
        .exclude(state=EventState.DRAFT)
        .filter(opens_on__range=(since, until))
    )
    units = list(Unit.objects.order_by("sort_no", "pk"))
    return [
        GivenToUnit(
            event_id=event.pk, unit_id=unit.pk, title=event.title, day=event.opens_on, copies=1
        )
        for event in events
        for unit in units
        if _went_to(unit, event)
    ]


def _went_to(unit: Unit, event: NominationEvent) -> bool:
    """As ``asked_units`` says, without asking anew for every notice."""
    stood = unit.begins <= event.opens_on and (unit.ends is None or unit.ends > event.opens_on)
    return stood and unit.kind in procedure(on=event.opens_on)["asked_kinds"].value


def recommendations_given(
    *, since: date, until: date, but: Collection[int] = frozenset()
) -> list[GivenToUnit]:
    """Recommendations the units filled in, withdrawn ones too: their minutes were spent.

    ``but``: people of whom the reader must know nothing, so that no number speaks of them.
    """
    rows = Nomination.objects.standing().filter(route=Route.ORGANIZATION)
    rows = rows.exclude(person_id__in=but)
    return _by_unit(rows.filter(submitted_on__range=(since, until)))


def opinions_asked(
    *, since: date, until: date, but: Collection[int] = frozenset()
) -> list[GivenToUnit]:
    """Self-nominations upon which a unit's opinion was asked, but for those of some people."""
    rows = Nomination.objects.standing().filter(route=Route.SELF).exclude(person_id__in=but)
    return _by_unit(rows.filter(submitted_on__range=(since, until)))


def _by_unit(rows: QuerySet[Nomination]) -> list[GivenToUnit]:
    found = (
        rows.order_by()
        .values("event_id", "unit_id", "event__title", "submitted_on__year", "submitted_on__month")
        .annotate(copies=Count("pk"), day=Max("submitted_on"))
    )
    return [
        GivenToUnit(
            event_id=row["event_id"],
            unit_id=row["unit_id"],
            title=row["event__title"],
            day=row["day"],
            copies=row["copies"],
        )
        for row in found
    ]


def has_nomination(*, nomination_id: int, person_id: int) -> bool:
    """Whether this nomination stands and is this person's."""
    return Nomination.objects.standing().filter(pk=nomination_id, person=person_id).exists()
