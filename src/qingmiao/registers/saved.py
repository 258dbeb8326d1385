"""Filters one comes back to: kept, shared, forgotten."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.deeds import deed
from qingmiao.ledger.services import record
from qingmiao.registers.models import SavedFilter

FILTER_SAVED = deed("registers.filter.saved", gettext_lazy("收藏筛选 {name}"))
FILTER_FORGOTTEN = deed("registers.filter.forgotten", gettext_lazy("删除收藏的筛选 {name}"))


def saved_filters(*, actor: Actor, page: str) -> QuerySet[SavedFilter]:
    """One's own and the shared ones of a page. Each is only an address: rows stay in one's scope."""
    return SavedFilter.objects.filter(Q(account_id=actor.account_id) | Q(is_shared=True), page=page)


@transaction.atomic
def save_filter(*, actor: Actor, page: str, name: str, query: str, is_shared: bool) -> SavedFilter:
    """收藏 the present filter under a name; the same name of the same owner is replaced."""
    name = name.strip()
    if not name:
        raise Refused(_("请给收藏的筛选起个名字"))
    if not query:
        raise Refused(_("还没有选择任何条件，先筛选再收藏"))
    row, _is_new = SavedFilter.objects.update_or_create(
        account_id=actor.account_id,
        page=page,
        name=name[:60],
        defaults={"query": query[:1000], "is_shared": is_shared, "owner_name": actor.name},
    )
    record(actor=actor, deed=FILTER_SAVED, subject=row, detail={"name": row.name})
    return row


@transaction.atomic
def forget_filter(*, actor: Actor, pk: int) -> None:
    """删除 one's own saved filter; a shared one is its owner's to delete."""
    row = SavedFilter.objects.filter(pk=pk, account_id=actor.account_id).first()
    if row is None:
        raise Forbidden(_("没有这个收藏"))
    record(actor=actor, deed=FILTER_FORGOTTEN, subject=row, detail={"name": row.name})
    row.delete()
