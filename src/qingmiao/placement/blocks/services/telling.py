"""Who hears of a request: the desk of its block, whoever handles it, and whoever must answer for delay."""

from datetime import date

from django.urls import reverse

from qingmiao.access.enums import DEPARTMENT, UNIT_HANDS, Role, ScopeKind
from qingmiao.access.queries import account_of, accounts_holding, accounts_of_matter
from qingmiao.kernel.actor import Actor
from qingmiao.notices.deeds import Kind
from qingmiao.notices.services import notify
from qingmiao.placement.blocks import deeds
from qingmiao.placement.blocks.models import ResidentRequest


def page_of(request: ResidentRequest) -> str:
    return reverse("blocks:request-detail", args=[request.pk])


def _desk(request: ResidentRequest, on: date) -> set[int]:
    """The block's head, or else the hands of its township: whoever stands at the desk."""
    heads = accounts_of_matter(
        roles=[Role.BLOCK_HEAD], scope_kind=ScopeKind.BLOCK, scope_id=request.block_id, on=on
    )
    return set(heads or accounts_holding(roles=UNIT_HANDS, unit_id=request.block.unit_id, on=on))


def _tell(
    actor: Actor, request: ResidentRequest, kind: Kind, to: set[int], *, key: str = ""
) -> None:
    notify(
        actor=actor,
        to=to - {actor.account_id},
        kind=kind,
        subject=request,
        detail={"title": str(request)},
        url=page_of(request),
        due_on=request.due_on,
        key=key,
    )


def tell_desk(*, actor: Actor, request: ResidentRequest, on: date, kind: Kind) -> None:
    _tell(actor, request, kind, _desk(request, on))


def tell_handler(*, actor: Actor, request: ResidentRequest, kind: Kind) -> None:
    account = account_of(request.handler_id)
    if account is not None:
        key = f"{request._meta.label_lower}:{request.pk}:{request.reopened}"
        _tell(actor, request, kind, {account}, key=key)


def tell_of_delay(*, actor: Actor, request: ResidentRequest, on: date) -> None:
    """Delay is everybody's: the desk, the handler and the department hear of it together."""
    department = accounts_holding(roles=DEPARTMENT, unit_id=request.block.unit_id, on=on)
    own = account_of(request.handler_id)
    to = _desk(request, on) | set(department) | ({own} if own is not None else set())
    _tell(actor, request, deeds.REQUEST_LATE, to)
