"""What residents say of whoever answered them, told to evidence."""

from django.db import transaction

from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, Polarity, SourceKind
from qingmiao.evidence.services import contribute, retract_all
from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.placement.blocks.enums import RequestState
from qingmiao.placement.blocks.models import ResidentRequest

CONTENT, NEUTRAL = 200, 3
"""How much of a request is quoted; the satisfaction (1 to 5) that speaks neither for nor against."""


def hold_person(*, person_id: int) -> None:
    """Lock whose time is about to be taken, so that rivals queue up instead of waiting for each other."""
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person_id)


@transaction.atomic
def note_request(*, actor: Actor, request: ResidentRequest) -> None:
    """Only what the resident confirmed is evidence: «done» by the handler's own word is not."""
    claims = []
    if request.state == RequestState.CONFIRMED and request.handler_id and request.done_on:
        claims.append(
            Claim(
                person_id=request.handler_id,
                dimension=Dimension.MASSES,
                text=_said(request),
                source_kind=SourceKind.RESIDENT,
                source_name=f"{request.block}群众",  # not interface: told to evidence
                source_unit_id=request.block.unit_id,
                happened_on=request.done_on,
                polarity=_polarity(request.satisfaction),
            )
        )
    contribute(actor=actor, origin=request, claims=claims)


def _said(request: ResidentRequest) -> str:
    told = (
        f"办理群众诉求：{request.content[:CONTENT]}；群众已确认"  # not interface: told to evidence
    )
    if request.satisfaction is None:
        return told
    return f"{told}，满意度 {request.satisfaction}"  # not interface: told to evidence


def _polarity(satisfaction: int | None) -> Polarity:
    if satisfaction is None or satisfaction > NEUTRAL:
        return Polarity.FOR
    return Polarity.NEUTRAL if satisfaction == NEUTRAL else Polarity.AGAINST


@transaction.atomic
def forget_request(*, actor: Actor, request: ResidentRequest, reason: str) -> None:
    retract_all(actor=actor, origin=request, reason=reason)
