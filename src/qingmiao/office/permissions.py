from collections.abc import Iterator
from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import Role
from qingmiao.access.models import Account, RoleGrant, Token
from qingmiao.access.permissions import EVERYTHING, NOBODY, Permission, any_of, everywhere
from qingmiao.kernel.actor import Actor
from qingmiao.ledger.models import Entry
from qingmiao.notices.models import Notice
from qingmiao.people.dossiers.models import Person
from qingmiao.pool.models import ReviewItem, SuggestionVerdict
from qingmiao.pool.permissions import items_stepped_back_from
from qingmiao.registers.declaration import REGISTERS

OFFICE_DEEDS = ("access.",)
"""What the auditor alone reads: the department's leader reads deeds of business, not of office."""
MORE_ABOUT: dict[type[Model], str] = {
    Person: "pk",
    ReviewItem: "membership__person",
    SuggestionVerdict: "person",
    Notice: "about_id",
}
"""Subjects without a register, and the way from them to whom they are about; a register names its own."""


def _entries(actor: Actor) -> Q:
    if actor.has(Role.AUDITOR):
        return Q()
    if actor.units(Role.DEPARTMENT_LEADER) is None:
        q = Q()
        for code in OFFICE_DEEDS:
            q &= ~Q(deed__startswith=code)
        for kind, rows in _withheld(actor):
            q &= ~Q(subject_kind=kind, subject_id__in=rows)
        return q
    return NOBODY


def _withheld(actor: Actor) -> Iterator[tuple[str, QuerySet[Any]]]:
    """Subjects whose deeds a reader of the ledger is not told: one's own and kin's records of every
    register, notices about them, and what one stepped back from in a review, the member with the item.
    """
    if hidden := sorted(actor.confidential_ids):
        for model, path in _ways_to_people(len(REGISTERS)).items():
            rows = model._default_manager.order_by().filter(**{f"{path}__in": hidden})
            yield model._meta.label_lower, rows.values("pk")
    items = items_stepped_back_from(actor)
    yield "pool.reviewitem", items.values("pk")
    yield "pool.membership", items.values("membership")


@cache
def _ways_to_people(_known: int) -> dict[type[Model], str]:
    """From every subject to the person it is about, asked anew when further registers were declared."""
    named = {each.model: each.about for each in REGISTERS.values() if each.about}
    return {model: path for model, path in (named | MORE_ABOUT).items() if _ends_with(model, path)}


def _ends_with(model: type[Model], path: str) -> bool:
    """Whether the path ends with a person; registers of things name none, though they do not say so."""
    if path in {"pk", "about_id"}:
        return True
    here: Any = model
    for part in path.split("__"):
        try:
            here = here._meta.get_field(part).related_model
        except FieldDoesNotExist:
            return False
    return here is Person


READ_LEDGER = Permission[Entry](
    code="office.entry.read", sentence=_("您无权查看台账"), scope=_entries
)

VIEW_ACCOUNTS = Permission[Account](
    code="office.account.view",
    sentence=_("您无权查看账号"),
    scope=everywhere([Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR]),
)
VIEW_GRANTS = Permission[RoleGrant](
    code="office.grant.view",
    sentence=_("您无权查看授权"),
    scope=everywhere([Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR]),
)


def _tokens(actor: Actor) -> Q:
    """The own ones; whoever runs, guards or audits the system sees all of them, and never a secret."""
    if actor.has(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR):
        return EVERYTHING
    return Q(account_id=actor.account_id) if actor.account_id else NOBODY


VIEW_TOKENS = Permission[Token](
    code="office.token.view", sentence=_("您无权查看该接口令牌"), scope=_tokens
)
REVOKE_TOKENS = Permission[Token](
    code="office.token.revoke",
    sentence=_("您无权吊销该接口令牌"),
    scope=any_of(
        everywhere([Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN]),
        lambda actor: Q(account_id=actor.account_id) if actor.account_id else NOBODY,
    ),
)
KEEP_ACCOUNTS = Permission[Account](
    code="office.account.keep",
    sentence=_("您无权开设账号"),
    scope=everywhere([Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN]),
)
KEEP_GRANTS = Permission[RoleGrant](
    code="office.grant.keep",
    sentence=_("您无权授权"),
    scope=everywhere([Role.SECURITY_ADMIN]),
)
"""三员: whoever runs the system opens accounts, whoever guards it says what they may."""

NOBODY_WRITES = Permission[Entry](
    code="office.nobody", sentence=_("这里只能查看"), scope=lambda _actor: NOBODY
)
