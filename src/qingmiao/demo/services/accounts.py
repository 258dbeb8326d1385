"""One account for every role, each with a scope that has something in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.access.models import Account, RoleGrant
from qingmiao.demo.contracts import DemoAccount

REASON = "演示账号"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Who holds a role in the demo, and for what. Without a unit the scope is the district."""

    role: Role
    person_id: int | None = None
    name: str = ""
    unit_id: int | None = None
    home_id: int | None = None
    scope_kind: ScopeKind = ScopeKind.UNIT
    scope_id: int | None = None


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
        RoleGrant.objects.create(
            account=account,
            role=seat.role,
            scope_kind=seat.scope_kind,
            unit_id=seat.unit_id,
            scope_id=seat.scope_id,
            begins=begins,
            reason=REASON,
            granted_by=REASON,
        )


def demo_accounts(*, password: str) -> tuple[DemoAccount, ...]:
    """The demo accounts there are, in the order of the roles."""
    order: Mapping[str, int] = {role: number for number, role in enumerate(Role.values)}
    grants = RoleGrant.objects.filter(account__is_demo=True, ends__isnull=True)
    return tuple(
        DemoAccount(
            username=grant.account.username,
            role=grant.role,
            role_label=grant.get_role_display(),
            name=grant.account.display_name,
            password=password,
        )
        for grant in sorted(grants.select_related("account"), key=lambda grant: order[grant.role])
    )
