from datetime import date

from qingmiao.kernel.actor import Actor
from qingmiao.placement.openings.contracts import Fit
from qingmiao.placement.openings.enums import WAYS, OpeningState
from qingmiao.placement.openings.models import Opening, Wish
from qingmiao.placement.openings.permissions import CURATE_OPENINGS, VIEW_OPENINGS
from qingmiao.placement.openings.queries.facts import (
    candidate_facts,
    longest_engagement,
    opening_facts,
)
from qingmiao.placement.openings.rules.fit import fit


def open_openings(*, on: date) -> list[Opening]:
    """已发布 and not yet begun: what one may wish for."""
    rows = Opening.objects.standing().filter(state=OpeningState.OPEN, begins__gte=on)
    return list(rows.select_related("scheme", "host_unit").order_by("begins", "priority", "pk"))


def steps_open(*, actor: Actor, opening: Opening) -> tuple[OpeningState, ...]:
    """Where this reader may move the opening."""
    if opening.is_void or not CURATE_OPENINGS.allows(actor, opening):
        return ()
    return WAYS[OpeningState(opening.state)]


def opening_shown(*, actor: Actor, opening_id: int) -> Opening:
    rows = Opening.objects.standing().select_related("scheme", "host_unit")
    return VIEW_OPENINGS.one(actor, rows, pk=opening_id)


def wish_of(*, person_id: int) -> Wish | None:
    return Wish.objects.standing().filter(person=person_id).first()


def fits_of(*, person_id: int, openings: list[Opening], on: date) -> dict[int, Fit]:
    """How each opening looks to one person: what is in the way, and what speaks for it."""
    facts = opening_facts(openings)
    people = candidate_facts(person_ids=[person_id], openings=facts, on=on)
    longest = longest_engagement(on=on)
    return {each.id: fit(one, each, longest=longest) for one in people for each in facts}
