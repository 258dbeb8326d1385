from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qingmiao.access.deeds import ACCOUNT_CREATED, ROLE_ENDED, ROLE_GRANTED
from qingmiao.access.enums import THREE_ADMINS, Role, ScopeKind
from qingmiao.access.models import Account, RoleGrant
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.services import record
from qingmiao.orgs.models import Unit


def _require_security(actor: Actor) -> None:
    if not actor.has(Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN):
        raise Forbidden(_("只有系统管理员和安全管理员可以管理账号"))


@transaction.atomic
def create_account(
    *,
    actor: Actor,
    username: str,
    display_name: str,
    password: str | None,
    unit: Unit | None = None,
    person_id: int | None = None,
    is_demo: bool = False,
) -> Account:
    """Open an account without any role. Without a password nobody can sign in to it yet."""
    _require_security(actor)
    if Account.objects.filter(username=username).exists():
        raise Refused(_("账号 %(name)s 已存在，请换一个账号名") % {"name": username})
    account = Account(
        username=username,
        display_name=display_name,
        unit=unit,
        person_id=person_id,
        is_demo=is_demo,
    )
    account.set_password(password)
    account.save()
    record(
        actor=actor,
        deed=ACCOUNT_CREATED,
        subject=account,
        detail={"username": username, "name": display_name},
    )
    return account


@transaction.atomic
def grant_role(
    *,
    actor: Actor,
    account: Account,
    role: str,
    begins: date,
    reason: str,
    unit: Unit | None = None,
    scope_kind: str = ScopeKind.UNIT,
    scope_id: int | None = None,
    ends: date | None = None,
) -> RoleGrant:
    """Grant a role for a scope and a period. Nobody grants a role to oneself."""
    _require_security(actor)
    if actor.account_id == account.pk:
        raise Refused(_("不得给本人授权"))
    grant = RoleGrant(
        account=account,
        role=role,
        scope_kind=scope_kind,
        unit=unit,
        scope_id=scope_id,
        begins=begins,
        ends=ends,
        reason=reason,
        granted_by=actor.name,
    )
    grant.full_clean()
    grant.save()
    record(
        actor=actor,
        deed=ROLE_GRANTED,
        subject=grant,
        detail={
            "account": str(account),
            "role": Role(role).label,
            "scope": str(unit) if unit else f"{scope_kind}:{scope_id or '*'}",
        },
        reason=reason,
    )
    return grant


@transaction.atomic
def end_role(*, actor: Actor, grant_id: int, on: date, reason: str) -> RoleGrant:
    """End a grant on a day; the row stays, so that yesterday's rights can be told tomorrow."""
    _require_security(actor)
    grant = RoleGrant.objects.select_for_update(of=("self",)).filter(pk=grant_id).first()
    if grant is None:
        raise Forbidden(_("没有这条授权"))
    grant.ends = max(on, grant.begins)
    grant.save(update_fields=["ends"])
    record(
        actor=actor,
        deed=ROLE_ENDED,
        subject=grant,
        detail={"account": str(grant.account), "role": Role(grant.role).label},
        reason=reason,
    )
    return grant


BY_ROOMS = frozenset({Role.JUDGE})
"""Roles a room grants by itself, for one matter, to whoever takes part in it; the room has asked its own permission."""


def _require_room_role(role: str) -> None:
    if role not in BY_ROOMS:
        raise Forbidden(_("只有系统管理员和安全管理员可以管理账号"))


@transaction.atomic
def open_guest_account(*, actor: Actor, username: str, display_name: str, password: str) -> Account:
    """Open an account for somebody from outside whom a room has invited. It holds no role by itself."""
    if Account.objects.filter(username=username).exists():
        raise Refused(_("账号 %(name)s 已存在，请换一个账号名") % {"name": username})
    account = Account(username=username, display_name=display_name)
    account.set_password(password)
    account.save()
    record(
        actor=actor,
        deed=ACCOUNT_CREATED,
        subject=account,
        detail={"username": username, "name": display_name},
    )
    return account


@transaction.atomic
def grant_in_matter(
    *,
    actor: Actor,
    account_id: int,
    role: str,
    scope_kind: str,
    scope_id: int,
    begins: date,
    reason: str,
) -> RoleGrant:
    """Grant a role that ends with its matter. Never to oneself, never to one of the three administrators."""
    _require_room_role(role)
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        raise Refused(_("账号不存在或已停用"))
    if actor.account_id == account.pk:
        raise Refused(_("不得给本人授权"))
    if account.grants.filter(role__in=[str(each) for each in THREE_ADMINS]).exists():
        raise Refused(_("三员账号不参与业务"))
    grant = RoleGrant(
        account=account,
        role=role,
        scope_kind=scope_kind,
        scope_id=scope_id,
        begins=begins,
        reason=reason,
        granted_by=actor.name,
    )
    grant.full_clean()
    grant.save()
    record(
        actor=actor,
        deed=ROLE_GRANTED,
        subject=grant,
        detail={
            "account": str(account),
            "role": Role(role).label,
            "scope": f"{scope_kind}:{scope_id}",
        },
        reason=reason,
    )
    return grant


@transaction.atomic
def end_in_matter(*, actor: Actor, grant_id: int, on: date, reason: str) -> RoleGrant:
    """End what a room has granted: the matter is over for that account."""
    grant = RoleGrant.objects.select_for_update(of=("self",)).filter(pk=grant_id).first()
    if grant is None:
        raise Forbidden(_("没有这条授权"))
    _require_room_role(grant.role)
    grant.ends = max(on, grant.begins)
    grant.save(update_fields=["ends"])
    record(
        actor=actor,
        deed=ROLE_ENDED,
        subject=grant,
        detail={"account": str(grant.account), "role": Role(grant.role).label},
        reason=reason,
    )
    return grant
