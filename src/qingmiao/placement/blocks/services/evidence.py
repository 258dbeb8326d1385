"""What residents say of whoever answered them, told to evidence; nothing else a handler does is."""

from datetime import date

from django.db import transaction

from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, Polarity, SourceKind
from qingmiao.evidence.services import contribute, retract_all
from qingmiao.kernel.actor import Actor
from qingmiao.ledger.deeds import official
from qingmiao.placement.blocks.enums import Channel, Difficulty, RequestState
from qingmiao.placement.blocks.models import ResidentRequest
from qingmiao.placement.blocks.queries.request import confirmed_before, limit

CONTENT, NEUTRAL, OFTEN = 200, 3, 2
"""How much of a request is quoted; the satisfaction (1 to 5) that speaks neither for nor against; how often a
request comes back until it speaks against."""


@transaction.atomic
def note_request(*, actor: Actor, request: ResidentRequest) -> None:
    """Only what the resident confirmed is evidence: «done» by the handler's own word is not.

    Its confidence is in who stands behind it: a call-back names the caller as verifier, a link alone leaves
    it unverified. Whoever left no number could be anybody, so a scanned request without one speaks for
    nobody; one resident speaks for one handler so often a year and no more. How hard it was and how often
    it came back stands in the text, where it can be read.
    """
    claims = []
    if request.handler_id and request.done_on and _speaks(request, request.done_on):
        claims.append(
            Claim(
                person_id=request.handler_id,
                dimension=Dimension.MASSES,
                text=_said(request),
                source_kind=SourceKind.RESIDENT,
                source_name=f"{request.block}群众",  # not interface: told to evidence
                source_unit_id=request.block.unit_id,
                happened_on=request.done_on,
                polarity=_polarity(request),
                verified_by=request.checked_by,
            )
        )
    contribute(actor=actor, origin=request, claims=claims)


def _speaks(request: ResidentRequest, on: date) -> bool:
    if request.state != RequestState.CONFIRMED:
        return False
    if request.channel == Channel.CODE and request.sender_index is None and not request.checked_by:
        return False
    return confirmed_before(row=request, on=on) < limit("same_resident_a_year", on=on)


def _said(request: ResidentRequest) -> str:
    """Told to evidence, in the language of the records."""
    content = request.content[:CONTENT]
    told = [f"办理群众诉求：{content}；群众已确认"]  # not interface: told to evidence
    if request.difficulty:
        with official():
            level = str(Difficulty(request.difficulty).label)
        told.append(f"难易程度：{level}")  # not interface: as above
    if request.reopened:
        told.append(f"重新办理 {request.reopened} 次")  # not interface: as above
    if request.satisfaction is not None:
        told.append(f"满意度 {request.satisfaction}")  # not interface: as above
    return "，".join(told)


def _polarity(request: ResidentRequest) -> Polarity:
    """What came back twice was not solved well, whatever was answered in the end."""
    if request.reopened >= OFTEN:
        return Polarity.AGAINST
    satisfaction = request.satisfaction
    if satisfaction is None or satisfaction > NEUTRAL:
        return Polarity.FOR
    return Polarity.NEUTRAL if satisfaction == NEUTRAL else Polarity.AGAINST


@transaction.atomic
def forget_request(*, actor: Actor, request: ResidentRequest, reason: str) -> None:
    retract_all(actor=actor, origin=request, reason=reason)
