"""Who may read a notice: whoever it was sent to, while they may see what it is about."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.urls import get_resolver
from django.utils.translation import gettext_lazy as _

from qingmiao.access.permissions import NOBODY, Permission
from qingmiao.kernel.actor import Actor
from qingmiao.notices.models import Digest, Notice

Rows = Callable[[Actor], QuerySet[Any]]
_BY_REGISTER: dict[str, Rows] = {}
_BY_ROOM: dict[str, Rows] = {}


def declare_subject(model: type[Model], view: Permission[Any]) -> None:
    """Say who may see rows of a model that notices are about, where its register does not say it: there is
    none, or somebody is told (a witness, the person) who cannot open the register.
    """
    rows = model._default_manager
    _BY_ROOM[model._meta.label_lower] = lambda actor: view.rows(actor, rows.all())


def declare_register(model: type[Model], rows: Rows) -> None:
    """The registers' own word for their rows; a room's word goes before it."""
    _BY_REGISTER[model._meta.label_lower] = rows


@cache
def _every_room_has_spoken() -> bool:
    """The addresses bring every room; a worker has not asked for them yet."""
    return bool(get_resolver().url_patterns)


def rows_of(kind: str) -> Rows | None:
    """Which rows of a kind of subject somebody may see; ``None`` where nobody has said it."""
    _every_room_has_spoken()
    return _BY_ROOM.get(kind) or _BY_REGISTER.get(kind)


def about_visible(actor: Actor, kinds: list[str]) -> Q:
    """Notices about rows of these kinds that the actor may see now. A kind nobody declared is closed."""
    seen = Q(pk__in=[])
    for kind in kinds:
        if rows := rows_of(kind):
            subject = rows(actor).order_by().filter(pk=OuterRef("subject_id"))
            seen |= Q(Exists(subject), subject_kind=kind)
    return seen


def _mine(actor: Actor) -> Q:
    """Sent to me, about things I may see now, and not about my own or my kin's confidential matters."""
    mine = Q(account_id=actor.account_id)
    if hidden := sorted(actor.confidential_ids):
        mine &= Q(about_id__isnull=True) | ~Q(about_id__in=hidden)
    kinds = Notice.objects.filter(mine).order_by().values_list("subject_kind", flat=True)
    return mine & about_visible(actor, sorted(kinds.distinct()))


READ_NOTICES = Permission[Notice](
    code="notices.notice.read",
    sentence=_("没有这条提醒"),
    scope=_mine,
)


def _my_own(actor: Actor) -> Q:
    return Q(account_id=actor.account_id) if actor.account_id else NOBODY


READ_DIGESTS = Permission[Digest](
    code="notices.digest.read",
    sentence=_("没有这份摘要"),
    scope=_my_own,
)

declare_subject(Digest, READ_DIGESTS)
