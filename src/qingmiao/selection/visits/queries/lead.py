"""Leads, and who they may be: the same person can be named by several people in several spellings."""

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.queries import people
from qingmiao.people.dossiers.rules.names import romanised
from qingmiao.selection.visits.contracts import Hint
from qingmiao.selection.visits.enums import LeadState
from qingmiao.selection.visits.models import Lead
from qingmiao.selection.visits.permissions import VIEW_LEADS

MOST_HINTS = 8


def state_of_lead(*, lead_id: int | None) -> str:
    """The state as stored; empty for a record nobody has stored."""
    if lead_id is None:
        return ""
    stored = Lead.objects.filter(pk=lead_id).values_list("state", flat=True).first()
    return stored or ""


def hints(
    *, actor: Actor, name: str, unit_id: int | None, person_id: int | None, but: int | None = None
) -> list[Hint]:
    """查重: dossiers and leads of the same name or the same sound, those of the same unit first.

    Only what the actor may see anyway; a lead never tells of people out of reach.
    """
    name = "".join(name.split())
    if not name:
        return []
    found = [*_dossiers(actor, name, unit_id), *_leads(actor, name, unit_id, person_id, but)]
    found.sort(key=lambda hint: not hint.is_same_unit)
    return found[: MOST_HINTS * 2]


def _dossiers(actor: Actor, name: str, unit_id: int | None) -> list[Hint]:
    alike = Q(name=name) | Q(pinyin=romanised(name).pinyin)
    rows: QuerySet[Person] = people(actor=actor).filter(alike)
    hidden = sorted(actor.confidential_ids)
    if hidden:
        rows = rows.exclude(pk__in=hidden)
    return [
        Hint(
            kind=_("档案"),
            title=row.name,
            detail=f"{row.unit or ''} {row.post_text}".strip(),
            url_name="dossiers:person",
            pk=row.pk,
            is_same_unit=row.unit_id == unit_id,
        )
        for row in sorted(rows.order_by("pk"), key=lambda row: row.unit_id != unit_id)[:MOST_HINTS]
    ]


def _leads(
    actor: Actor, name: str, unit_id: int | None, person_id: int | None, but: int | None
) -> list[Hint]:
    alike = Q(name=name)
    if person_id is not None:
        alike |= Q(person=person_id)
    rows = Lead.objects.standing().exclude(pk=but)
    near = VIEW_LEADS.rows(actor, rows).select_related("unit")
    same_unit = near.filter(unit=unit_id).exclude(alike) if unit_id else near.none()
    sound = romanised(name).pinyin
    alike_rows = list(near.filter(alike)[:MOST_HINTS])
    alike_rows += [row for row in same_unit[:200] if romanised(row.name).pinyin == sound]
    return [
        Hint(
            kind=_("线索"),
            title=f"{row.name} · {row.get_state_display()}",
            detail=f"{row.unit} {row.found_on:%Y.%m.%d} {row.behaviour}"[:80],
            url_name="visits:lead-detail",
            pk=row.pk,
            is_same_unit=row.unit_id == unit_id,
        )
        for row in alike_rows[:MOST_HINTS]
    ]


def inbox(*, actor: Actor, state: str) -> QuerySet[Lead]:
    """Leads in one state, the oldest first: whoever waits longest is answered first."""
    rows = VIEW_LEADS.rows(actor, Lead.objects.standing().filter(state=state))
    return rows.select_related("unit", "person", "visit__visitor").order_by("found_on", "pk")


def inbox_counts(*, actor: Actor) -> dict[str, int]:
    rows = VIEW_LEADS.rows(actor, Lead.objects.standing()).order_by()
    return dict.fromkeys(LeadState.values, 0) | dict(
        rows.values_list("state").annotate(n=Count("pk"))
    )


def named_twice(*, actor: Actor, leads: list[Lead]) -> tuple[set[int], set[int]]:
    """Ids of those leads whose name another lead bears, and of those whose unit has a dossier of the name."""
    names = {lead.name for lead in leads}
    others = VIEW_LEADS.rows(actor, Lead.objects.standing().filter(name__in=names))
    bearers: dict[str, set[int]] = {}
    for pk, name in others.order_by().values_list("pk", "name"):
        bearers.setdefault(name, set()).add(pk)
    known = set(
        people(actor=actor)
        .filter(name__in=names)
        .exclude(pk__in=actor.confidential_ids)
        .values_list("name", "unit_id")
    )
    return (
        {lead.pk for lead in leads if bearers.get(lead.name, set()) - {lead.pk}},
        {lead.pk for lead in leads if (lead.name, lead.unit_id) in known},
    )
