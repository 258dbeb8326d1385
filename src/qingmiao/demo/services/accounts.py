"""One account for every role, each with a scope that has something in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.access.models import Account, RoleGrant
from qingmiao.demo.contracts import DemoAccount

REASON = "演示账号"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far one grant reaches: a unit with all below it, one matter, or the whole district."""

    unit_id: int | None = None
    scope_kind: ScopeKind = ScopeKind.UNIT
    scope_id: int | None = None


DISTRICT = (Reach(),)
OWN = (Reach(scope_kind=ScopeKind.OWN),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Who holds a role in the demo, and for what."""

    role: Role
    reaches: tuple[Reach, ...] = DISTRICT
    person_id: int | None = None
    name: str = ""
    home_id: int | None = None


def open_accounts(seats: Iterable[Seat], *, begins: date, password: str) -> None:
    """The password is hashed once: all demo accounts share it and none is used in earnest."""
    sealed = make_password(password)
    for seat in seats:
        account = Account.objects.create(
            username=seat.role.value,
            password=sealed,
            display_name=seat.name or str(seat.role.label),
            person_id=seat.person_id,
            unit_id=seat.home_id,
            is_demo=True,
        )
        RoleGrant.objects.bulk_create(
            RoleGrant(
                account=account,
                role=seat.role,
                scope_kind=reach.scope_kind,
                unit_id=reach.unit_id,
                scope_id=reach.scope_id,
                begins=begins,
                reason=REASON,
                granted_by=REASON,
            )
            for reach in seat.reaches
        )


def demo_accounts(*, password: str) -> tuple[DemoAccount, ...]:
    """The demo accounts there are, in the order of the roles."""
    names = dict(
        Account.objects.filter(is_demo=True, is_active=True).values_list("username", "display_name")
    )
    return tuple(
        DemoAccount(
            username=role.value,
            role=role.value,
            role_label=str(role.label),
            name=names[role.value],
            password=password,
        )
        for role in Role
        if role.value in names
    )
