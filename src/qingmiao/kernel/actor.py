"""Who acts, in which roles, for which units, and through which door."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One role in force on the day of the request.

    ``unit_ids`` already holds the whole subtree; ``None`` means every unit of the district.
    ``scope_kind``/``scope_id`` narrow a role to one matter (a segment, a class, a contest, a block…).
    """

    role: str
    unit_ids: frozenset[int] | None = frozenset()
    scope_kind: str = "unit"
    scope_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The first argument of every service. Never read from a request inside the house."""

    account_id: int
    name: str
    person_id: int | None = None
    grants: frozenset[Grant] = frozenset()
    kin_ids: frozenset[int] = frozenset()
    door: str = "web"

    def has(self, *roles: str) -> bool:
        """Whether any grant carries one of the roles, for whatever scope."""
        return any(grant.role in roles for grant in self.grants)

    def units(self, *roles: str) -> frozenset[int] | None:
        """Units over which one of the roles is held: ``None`` is everywhere, empty is nowhere."""
        found: set[int] = set()
        for grant in self.grants:
            if grant.role in roles and grant.scope_kind == "unit":
                if grant.unit_ids is None:
                    return None
                found |= grant.unit_ids
        return frozenset(found)

    def matters(self, scope_kind: str, *roles: str) -> frozenset[int]:
        """Ids of the matters (segments, classes, contests, blocks…) for which a role is held."""
        return frozenset(
            grant.scope_id
            for grant in self.grants
            if grant.role in roles and grant.scope_kind == scope_kind and grant.scope_id is not None
        )

    @property
    def confidential_ids(self) -> frozenset[int]:
        """Persons whose confidential records this actor never sees: oneself and one's kin."""
        own = frozenset() if self.person_id is None else frozenset({self.person_id})
        return own | self.kin_ids


NO_ACCOUNT = 0
SYSTEM = Actor(account_id=NO_ACCOUNT, name="系统", door="system")  # not interface: written down so
STRANGER = Actor(account_id=NO_ACCOUNT, name="访客")  # not interface: never shown


def operator(name: str, role: str) -> Actor:
    """Whoever holds the shell of the machine, acting for the whole district in one role."""
    return Actor(
        account_id=NO_ACCOUNT,
        name=name,
        grants=frozenset({Grant(role=role, unit_ids=None)}),
        door="command",
    )
