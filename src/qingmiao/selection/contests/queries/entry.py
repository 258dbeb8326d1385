"""Entries as services and pages ask for them: places taken, who may be entered, what is one's own."""

from datetime import date

from django.db.models import Max, Q, QuerySet

from qingmiao.access.enums import UNIT_HANDS
from qingmiao.kernel.actor import Actor
from qingmiao.orgs.models import Unit
from qingmiao.orgs.queries import standing_units
from qingmiao.people.dossiers.models import Person
from qingmiao.pool.queries.membership import active_memberships
from qingmiao.selection.contests.enums import EntryRoute
from qingmiao.selection.contests.models import Contest, Entry, Exemption
from qingmiao.selection.contests.permissions import (
    ENTER_FOR,
    FOLLOW_ENTRIES,
    LEAVE_CONTESTS,
    VIEW_ENTRIES,
    VIEW_EXEMPTIONS,
)
from qingmiao.selection.contests.rules import OUT
from qingmiao.selection.contests.rules.progress import MAY_LEAVE
from qingmiao.selection.demands.queries.demand import discoveries_of


def next_number(*, contest_id: int) -> int:
    """The next entry number; numbers of voided entries are not given again. Asked under the contest's lock."""
    last = Entry.objects.filter(contest_id=contest_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def entries_taking_part(*, contest_id: int) -> QuerySet[Entry]:
    """Entries that still take part, in the order of their numbers."""
    rows = Entry.objects.standing().filter(contest_id=contest_id, state__in=MAY_LEAVE)
    return rows.select_related("contest", "person", "unit").order_by("number", "pk")


def has_entered(*, contest_id: int, person_id: int) -> bool:
    return Entry.objects.standing().filter(contest_id=contest_id, person_id=person_id).exists()


def has_entry(*, entry_id: int, person_id: int) -> bool:
    """Whether this entry of a contest stands and is this person's."""
    return Entry.objects.standing().filter(pk=entry_id, person=person_id).exists()


def places_taken(*, contest_id: int, unit_id: int) -> int:
    """How many a unit has sent so far; whoever entered alone or was named from the pool takes no place."""
    rows = Entry.objects.standing().filter(
        contest_id=contest_id, unit_id=unit_id, route=EntryRoute.UNIT
    )
    return rows.exclude(state__in=OUT).count()


def is_in_pool(*, person_id: int, on: date) -> bool:
    return active_memberships(on=on).filter(person_id=person_id).exists()


def was_found_for(*, actor: Actor, demand_id: int, person_id: int) -> bool:
    """Whether somebody was found for the demand the contest answers."""
    found = discoveries_of(actor=actor, demand_id=demand_id)
    return found.filter(person_id=person_id).exists()


def my_units(*, actor: Actor, on: date) -> QuerySet[Unit]:
    """Units for which the actor may enter somebody."""
    return ENTER_FOR.rows(actor, standing_units(on=on))


def people_of(*, actor: Actor, on: date) -> QuerySet[Person]:
    """Whom the actor may enter for a unit: those in service in one's own units."""
    rows = Person.objects.filter(standing="in_service", unit__in=my_units(actor=actor, on=on))
    return rows.select_related("unit").order_by("unit__sort_no", "roster_order", "pk")


def entries(*, actor: Actor) -> QuerySet[Entry]:
    rows = Entry.objects.standing().select_related("contest", "person", "unit")
    return VIEW_ENTRIES.rows(actor, rows)


def own_entries(*, actor: Actor) -> QuerySet[Entry]:
    """One's own entries, newest contest first; pages show no standing while a contest is judged."""
    rows = Entry.objects.standing().select_related("contest", "unit")
    return FOLLOW_ENTRIES.rows(actor, rows).order_by("-contest__begins", "-pk")


def own_entry(*, actor: Actor, contest: Contest) -> Entry | None:
    return own_entries(actor=actor).filter(contest=contest).first()


def follows_board(*, actor: Actor, contest: Contest) -> bool:
    """Whether the actor entered the contest, or sent somebody of the own unit, and plates are drawn."""
    drawn = Entry.objects.standing().filter(contest=contest, plate_no__isnull=False)
    units = actor.units(*UNIT_HANDS) or frozenset()
    ours = Q(unit_id__in=sorted(units)) | Q(person_id=actor.person_id, person_id__isnull=False)
    return drawn.filter(ours).exists()


def exemptions_of(*, actor: Actor, contest_id: int) -> QuerySet[Exemption]:
    """Exemptions proposed in a contest, those waiting first."""
    rows = Exemption.objects.filter(entry__contest_id=contest_id)
    shown = VIEW_EXEMPTIONS.rows(actor, rows.select_related("entry__person", "entry__unit"))
    return shown.order_by("-state", "-asked_on", "-pk")


def exemption(*, actor: Actor, pk: int) -> Exemption | None:
    return VIEW_EXEMPTIONS.rows(actor, Exemption.objects.filter(pk=pk)).first()


def leaving(*, actor: Actor, pk: int) -> Entry | None:
    """An entry the actor may take out of its contest."""
    rows = Entry.objects.standing().select_related("contest", "person")
    return LEAVE_CONTESTS.rows(actor, rows).filter(pk=pk).first()


def oneself(*, actor: Actor) -> Person | None:
    """The dossier of the reader, if there is one."""
    if actor.person_id is None:
        return None
    return Person.objects.filter(pk=actor.person_id).select_related("unit").first()
