from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import (
    DEPARTMENT,
    DISTRICT_READERS,
    LIAISONS,
    UNIT_HANDS,
    Role,
    ScopeKind,
)
from qingmiao.access.permissions import (
    NOBODY,
    Permission,
    any_of,
    by_matter,
    by_unit,
    not_about_me,
    own,
)
from qingmiao.kernel.actor import Actor
from qingmiao.placement.blocks.enums import RequestState
from qingmiao.placement.blocks.models import Block, Duty, RequestPhoto, ResidentRequest

READERS = (*DISTRICT_READERS, *LIAISONS, *UNIT_HANDS)
KEEPERS = (*DEPARTMENT, *UNIT_HANDS)
HEADS = (Role.BLOCK_HEAD,)
IN_HAND = (
    RequestState.DISPATCHED,
    RequestState.WORKING,
    RequestState.DONE,
    RequestState.REOPENED,
)
"""States of a ledger's row that its handler fills in; the resident's word is not the handler's to enter."""


def _where_i_serve(actor: Actor) -> Q:
    if actor.person_id is None:
        return NOBODY
    mine = Duty.objects.standing().filter(person=actor.person_id)
    return Q(pk__in=mine.order_by().values("block"))


def _of_the_ledger_in_my_hands(actor: Actor) -> Q:
    """A live request is moved by its steps, never by its handler's pen."""
    mine = own("handler")(actor)
    return mine if mine == NOBODY else mine & Q(state__in=IN_HAND, received_at__isnull=True)


VIEW_BLOCKS = Permission[Block](
    code="blocks.block.view",
    sentence=_("您无权查看该区块"),
    scope=any_of(by_unit(READERS), by_matter(ScopeKind.BLOCK, HEADS), _where_i_serve),
)

KEEP_BLOCKS = Permission[Block](
    code="blocks.block.keep",
    sentence=_("您无权维护该乡镇（街道）的区块"),
    scope=by_unit(KEEPERS),
)

VIEW_DUTIES = Permission[Duty](
    code="blocks.duty.view",
    sentence=_("您无权查看该区块的职责"),
    scope=any_of(
        by_unit(READERS, "block__unit"),
        by_unit((*LIAISONS, *UNIT_HANDS), "person__unit"),
        by_matter(ScopeKind.BLOCK, HEADS, "block"),
        own(),
    ),
)
"""The township reads who serves in its blocks, a unit where its own people serve."""

KEEP_DUTIES = Permission[Duty](
    code="blocks.duty.keep",
    sentence=_("您无权登记该区块的职责，本人和亲属的职责由他人登记"),
    scope=not_about_me(by_unit(KEEPERS, "block__unit")),
)

VIEW_REQUESTS = Permission[ResidentRequest](
    code="blocks.request.view",
    sentence=_("您无权查看该诉求"),
    scope=any_of(
        by_unit(READERS, "block__unit"),
        by_matter(ScopeKind.BLOCK, HEADS, "block"),
        own("handler"),
    ),
)

DESK_SCOPE = not_about_me(
    any_of(by_unit(KEEPERS, "block__unit"), by_matter(ScopeKind.BLOCK, HEADS, "block")), "handler"
)

KEEP_REQUESTS = Permission[ResidentRequest](
    code="blocks.request.keep",
    sentence=_("您无权登记该诉求；承办干部可以填报办理情况，群众确认由他人登记"),
    scope=any_of(DESK_SCOPE, _of_the_ledger_in_my_hands),
)
"""Nobody confirms the own work: what residents say of it is entered by somebody else."""

DESK_REQUESTS = Permission[ResidentRequest](
    code="blocks.request.desk",
    sentence=_("您无权受理、派单和回访该诉求；本人或亲属承办的由他人办理"),
    scope=DESK_SCOPE,
)
"""受理台: take in, classify, dispatch, merge, call back. Nobody is the desk of the own work or that of kin."""

HANDLE_REQUESTS = Permission[ResidentRequest](
    code="blocks.request.handle",
    sentence=_("这件诉求没有派给您"),
    scope=own("handler"),
)

DESK_BLOCKS = Permission[Block](
    code="blocks.block.desk",
    sentence=_("您无权受理该区块的诉求"),
    scope=any_of(by_unit(KEEPERS), by_matter(ScopeKind.BLOCK, HEADS)),
)

VIEW_PHOTOS = Permission[RequestPhoto](
    code="blocks.photo.view",
    sentence=_("您无权查看该诉求的照片"),
    scope=any_of(
        by_unit(READERS, "request__block__unit"),
        by_matter(ScopeKind.BLOCK, HEADS, "request__block"),
        own("request__handler"),
    ),
)

KEEP_PHOTOS = Permission[RequestPhoto](
    code="blocks.photo.keep",
    sentence=_("您无权增减该诉求的照片"),
    scope=own("request__handler"),
)
