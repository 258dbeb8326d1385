"""好苗子线索 from the field to a dossier, or to a reason why not; and what it says to evidence."""

from datetime import date, datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, SourceKind
from qingmiao.evidence.services import contribute, retract_all
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.deeds import Deed
from qingmiao.ledger.services import record
from qingmiao.notices.services import settle
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.permissions import VIEW_PEOPLE
from qingmiao.pool.contracts import Notice
from qingmiao.pool.enums import Channel
from qingmiao.pool.services import admit
from qingmiao.selection.demands.contracts import Find
from qingmiao.selection.demands.enums import FoundBy
from qingmiao.selection.demands.services.discovery import note_found
from qingmiao.selection.visits import deeds, rules
from qingmiao.selection.visits.enums import ATTACHED, LeadState
from qingmiao.selection.visits.models import Lead, Visit
from qingmiao.selection.visits.permissions import SETTLE_LEADS


@transaction.atomic
def note_lead(*, actor: Actor, lead: Lead) -> None:
    """A lead that was merged into a dossier becomes evidence; before that it is only hearsay."""
    claims = []
    if lead.person_id is not None and lead.state in ATTACHED:
        claims.append(
            Claim(
                person_id=lead.person_id,
                dimension=Dimension(lead.dimension),
                text=lead.behaviour,
                source_kind=SourceKind.VISIT,
                source_name=lead.told_by,
                source_unit_id=lead.unit_id,
                happened_on=lead.found_on,
                is_direct=lead.is_direct,
                verified_by=lead.verified_by,
            )
        )
    contribute(actor=actor, origin=lead, claims=claims)
    _tell_demand(actor, lead)


@transaction.atomic
def forget_lead(*, actor: Actor, lead: Lead, reason: str) -> None:
    retract_all(actor=actor, origin=lead, reason=reason)
    _tell_demand(actor, lead, reason)


def _tell_demand(actor: Actor, lead: Lead, reason: str = "") -> None:
    """Whoever a lead of the visit led to was found for the demand the visit cites."""
    finds = []
    if lead.person_id is not None and lead.state in ATTACHED and lead.voided_at is None:
        finds.append(
            Find(
                person_id=lead.person_id,
                found_by=FoundBy.VISIT,
                found_on=lead.found_on,
                text=f"走访{lead.unit}时发现",  # not interface: kept as written
            )
        )
    demand_id = lead.visit.demand_id if lead.visit else None
    note_found(actor=actor, origin=lead, demand_id=demand_id, finds=finds, reason=reason)


@transaction.atomic
def note_visit(*, actor: Actor, visit: Visit) -> None:
    """A visit that now cites another demand takes whom its leads led to along."""
    rows = Lead.objects.standing().filter(visit=visit, state__in=ATTACHED)
    for lead in rows.select_related("visit", "unit").order_by("pk"):
        _tell_demand(actor, lead)


def _locked(actor: Actor, lead_id: int) -> Lead:
    """The row under lock: of two who settle one lead at once, the second meets what the first left."""
    rows: models.QuerySet[Lead] = Lead.objects.standing().select_for_update(of=("self",))
    return SETTLE_LEADS.one(actor, rows, pk=lead_id)


def _refuse(lead: Lead, new: LeadState, *more: str) -> None:
    ways = rules.flaws_of_lead_way(old=lead.state, new=new, verified_by=lead.verified_by)
    reasons = [*ways, *more]
    if reasons:
        raise Refused(reasons)


def _settle(actor: Actor, lead: Lead, new: LeadState, *changed: str) -> None:
    lead.state = new
    lead.version += 1
    lead.save(update_fields=["state", "version", *changed])


def _tell(actor: Actor, lead: Lead, deed: Deed, reason: str = "", **more: str) -> None:
    record(actor=actor, deed=deed, subject=lead, detail={"title": str(lead), **more}, reason=reason)


@transaction.atomic
def verify_lead(*, actor: Actor, lead_id: int, note: str, at: datetime) -> Lead:
    """核实: an officer has asked; nobody verifies what one brought home oneself."""
    lead = _locked(actor, lead_id)
    visitor = lead.visit.visitor_id if lead.visit else None
    own = visitor is not None and visitor == actor.person_id
    _refuse(
        lead,
        LeadState.VERIFIED,
        *([_("不得核实本人走访带回的线索，请由其他干部办理")] if own else []),
        *([] if note.strip() else [_("请写明如何核实")]),
    )
    lead.verified_by, lead.verified_at, lead.outcome = actor.name, at, note.strip()[:300]
    _settle(actor, lead, LeadState.VERIFIED, "verified_by", "verified_at", "outcome")
    settle(actor=actor, subject=lead, kind=deeds.LEAD_AWAITS)
    _tell(actor, lead, deeds.LEAD_VERIFIED, reason=lead.outcome)
    return lead


@transaction.atomic
def attach_lead(*, actor: Actor, lead_id: int, person_id: int) -> Lead:
    """归入档案: what was heard becomes evidence about exactly this person, from this day on."""
    lead = _locked(actor, lead_id)
    _refuse(lead, LeadState.MERGED)
    lead.person = VIEW_PEOPLE.one(actor, Person.objects.all(), pk=person_id)
    _settle(actor, lead, LeadState.MERGED, "person")
    SETTLE_LEADS.one(actor, Lead.objects.all(), pk=lead.pk)
    note_lead(actor=actor, lead=lead)
    _tell(actor, lead, deeds.LEAD_ATTACHED, person=lead.person.name)
    return lead


@transaction.atomic
def drop_lead(*, actor: Actor, lead_id: int, reason: str) -> Lead:
    """不予采用, with the reason."""
    lead = _locked(actor, lead_id)
    _refuse(lead, LeadState.DROPPED, *([] if reason.strip() else [_("请写明不予采用的理由")]))
    lead.outcome = reason.strip()[:300]
    _settle(actor, lead, LeadState.DROPPED, "outcome")
    settle(actor=actor, subject=lead, kind=deeds.LEAD_AWAITS)
    _tell(actor, lead, deeds.LEAD_DROPPED, reason=lead.outcome)
    return lead


@transaction.atomic
def pool_lead(*, actor: Actor, lead_id: int, on: date, reason: str) -> Lead:
    """提请会商: the person is proposed for the reserve with this visit as the channel."""
    lead = _locked(actor, lead_id)
    _refuse(lead, LeadState.POOLED, *([] if reason.strip() else [_("请写明理由")]))
    if lead.person is None:  # a constraint holds it: what was attached names its person
        raise Refused(_("归入档案的线索须填写对应干部"))
    person = lead.person
    admit(
        actor=actor,
        person_id=person.pk,
        on=on,
        notices=[
            Notice(
                channel=Channel.VISIT,
                happened_on=lead.found_on,
                text=lead.behaviour[:300],
                origin_kind=lead._meta.label_lower,
                origin_id=lead.pk,
            )
        ],
        reason=reason.strip(),
    )
    _settle(actor, lead, LeadState.POOLED)
    _tell(actor, lead, deeds.LEAD_POOLED, reason=reason.strip())
    return lead
