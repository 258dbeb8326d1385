"""A permission has one source and two faces.

``scope`` answers «which rows?» once, in SQL. The list page filters by it and the object check
asks whether the object is among those rows, so the two can never disagree. The small functions
below build scopes; every room says with them who may see and who may keep its records.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden

M = TypeVar("M", bound=Model)
Scope = Callable[[Actor], Q]

NOBODY = Q(pk__in=[])
EVERYTHING = Q()


@dataclass(frozen=True, kw_only=True)  # no slots: python 3.11 cannot build a slotted frozen Generic
class Permission(Generic[M]):
    """``sentence`` is the (lazily translated) refusal; ``scope`` the rows, asked anew at every use."""

    code: str
    sentence: Any
    scope: Scope

    def rows(self, actor: Actor, queryset: QuerySet[M]) -> QuerySet[M]:
        return queryset.filter(self.scope(actor))

    def one(self, actor: Actor, queryset: QuerySet[M], *, pk: int) -> M:
        """The row, or Forbidden. «Not there» and «not yours» look the same from outside."""
        row = self.rows(actor, queryset).filter(pk=pk).first()
        if row is None:
            raise Forbidden(self.sentence)
        return row

    def allows(self, actor: Actor, obj: M) -> bool:
        rows: QuerySet[M] = type(obj)._default_manager.filter(pk=obj.pk)
        return self.rows(actor, rows).exists()

    def nowhere(self, actor: Actor) -> bool:
        """Whether the scope is empty by role alone, so that the door itself does not exist."""
        return self.scope(actor) == NOBODY


def by_unit(roles: Iterable[str], field: str = "unit") -> Scope:
    """Rows whose unit (``field``) lies in the subtree for which one of the roles is held.

    A role held for the whole district opens every row, also those that name no unit.
    """
    wanted = tuple(roles)

    def scope(actor: Actor) -> Q:
        units = actor.units(*wanted)
        if units is None:
            return EVERYTHING
        return Q(**{f"{field}__in": sorted(units)}) if units else NOBODY

    return scope


def everywhere(roles: Iterable[str]) -> Scope:
    """Every row for whoever holds one of the roles, whatever its scope."""
    wanted = tuple(roles)

    def scope(actor: Actor) -> Q:
        return EVERYTHING if actor.has(*wanted) else NOBODY

    return scope


def district(roles: Iterable[str]) -> Scope:
    """Every row for whoever holds one of the roles for the whole district; otherwise none."""
    wanted = tuple(roles)

    def scope(actor: Actor) -> Q:
        return EVERYTHING if actor.units(*wanted) is None else NOBODY

    return scope


def own(field: str = "person") -> Scope:
    """Rows about the actor's own person."""

    def scope(actor: Actor) -> Q:
        return NOBODY if actor.person_id is None else Q(**{field: actor.person_id})

    return scope


def by_matter(scope_kind: str, roles: Iterable[str], field: str = "pk") -> Scope:
    """Rows of the matter (a class, a contest, a block…) for which one of the roles is held."""
    wanted = tuple(roles)

    def scope(actor: Actor) -> Q:
        matters = actor.matters(scope_kind, *wanted)
        return Q(**{f"{field}__in": sorted(matters)}) if matters else NOBODY

    return scope


def any_of(*scopes: Scope) -> Scope:
    """Rows that one of the scopes opens."""

    def scope(actor: Actor) -> Q:
        found = [q for q in (each(actor) for each in scopes) if q != NOBODY]
        if not found:
            return NOBODY
        union = found[0]
        for q in found[1:]:
            if EVERYTHING in (union, q):
                return EVERYTHING
            union |= q
        return union

    return scope


def not_about_me(inner: Scope, field: str = "person") -> Scope:
    """The inner scope without rows about the actor or the actor's kin: for confidential matters."""

    def scope(actor: Actor) -> Q:
        q = inner(actor)
        hidden = sorted(actor.confidential_ids)
        return q & ~Q(**{f"{field}__in": hidden}) if hidden and q != NOBODY else q

    return scope
