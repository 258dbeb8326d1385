from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Q, QuerySet

from qingmiao.access.enums import ScopeKind
from qingmiao.access.models import Account, KinTie, RoleGrant, Token
from qingmiao.kernel.actor import Actor, Grant
from qingmiao.orgs.queries import path_ids, subtree_ids


def grants_in_force(*, account_id: int, on: date) -> list[RoleGrant]:
    return list(
        RoleGrant.objects.filter(account_id=account_id, begins__lte=on)
        .filter(Q(ends__isnull=True) | Q(ends__gt=on))
        .select_related("unit")
    )


def kin_of(*, person_id: int) -> frozenset[int]:
    ties = KinTie.objects.filter(Q(person_id=person_id) | Q(kin_id=person_id))
    return frozenset(
        kin if own == person_id else own for own, kin in ties.values_list("person_id", "kin_id")
    )


def actor_for(*, account: Account, on: date, door: str) -> Actor:
    """Who this account is today: rights are worked out anew at every request from dated grants."""
    held = grants_in_force(account_id=account.pk, on=on)
    trees = subtree_ids(paths=[grant.unit.path for grant in held if grant.unit is not None])
    grants = {
        Grant(
            role=grant.role,
            unit_ids=_units_of(grant, trees),
            scope_kind=grant.scope_kind,
            scope_id=grant.scope_id,
        )
        for grant in held
    }
    return Actor(
        account_id=account.pk,
        name=str(account),
        person_id=account.person_id,
        grants=frozenset(grants),
        kin_ids=kin_of(person_id=account.person_id) if account.person_id else frozenset(),
        door=door,
    )


def _units_of(grant: RoleGrant, trees: dict[str, frozenset[int]]) -> frozenset[int] | None:
    if grant.scope_kind != "unit":
        return frozenset()
    return None if grant.unit is None else trees[grant.unit.path]


def role_names(*, account_id: int, on: date) -> list[str]:
    return [grant.get_role_display() for grant in grants_in_force(account_id=account_id, on=on)]


def accounts_holding(
    *, roles: Iterable[str], unit_id: int | None = None, on: date
) -> frozenset[int]:
    """Accounts that hold one of the roles on the day: for the unit or one above it, the district included;
    without a unit for whatever scope. Closed accounts are not among them.
    """
    held = RoleGrant.objects.filter(
        role__in=[str(role) for role in roles], account__is_active=True, begins__lte=on
    ).filter(Q(ends__isnull=True) | Q(ends__gt=on))
    if unit_id is not None:
        held = held.filter(scope_kind=ScopeKind.UNIT).filter(
            Q(unit__isnull=True) | Q(unit_id__in=path_ids(unit_id=unit_id))
        )
    return frozenset(held.values_list("account_id", flat=True))


def accounts_of_matter(
    *, roles: Iterable[str], scope_kind: str, scope_id: int, on: date
) -> frozenset[int]:
    """Open accounts that hold one of the roles for this one matter (a class, a contest…) on the day."""
    held = RoleGrant.objects.filter(
        role__in=[str(role) for role in roles],
        scope_kind=scope_kind,
        scope_id=scope_id,
        account__is_active=True,
        begins__lte=on,
    ).filter(Q(ends__isnull=True) | Q(ends__gt=on))
    return frozenset(held.values_list("account_id", flat=True))


def account_of(person_id: int | None) -> int | None:
    """The open account of a person, if they have one."""
    if person_id is None:
        return None
    found = Account.objects.filter(person_id=person_id, is_active=True)
    return found.values_list("pk", flat=True).first()


def accounts_of(people: Iterable[Any]) -> set[int]:
    """The open accounts of these people, as ids or as a query that gives ids."""
    found = Account.objects.filter(person_id__in=people, is_active=True)
    return set(found.values_list("pk", flat=True))


def accounts_without(*, account_ids: Iterable[int], about: int | None) -> set[int]:
    """Those of the accounts that are open and belong neither to the person nor to their kin."""
    found = Account.objects.filter(pk__in=set(account_ids), is_active=True)
    if about is not None:
        hidden = {about, *kin_of(person_id=about)}
        found = found.filter(Q(person_id__isnull=True) | ~Q(person_id__in=hidden))
    return set(found.values_list("pk", flat=True))


def digest_of(secret: str) -> str:
    """How a token is kept. The secret is drawn at random and long, so a plain hash cannot be turned back."""
    return sha256(secret.encode()).hexdigest()


def live_tokens(*, account_id: int, on: date) -> QuerySet[Token]:
    """Tokens of the account that open the API on the day."""
    return Token.objects.filter(account_id=account_id, revoked_at__isnull=True, expires_on__gte=on)
