import hashlib
import hmac
import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from qingmiao.access.deeds import (
    ACCOUNT_CREATED,
    ROLE_ENDED,
    ROLE_GRANTED,
    TOKEN_ISSUED,
    TOKEN_REVOKED,
)
from qingmiao.access.enums import THREE_ADMINS, Role, ScopeKind
from qingmiao.access.models import Account, RoleGrant, Token, VisitorTry
from qingmiao.access.queries import digest_of, live_tokens
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


SECRETS_BEGIN = "qm_"
TOKEN_DAYS = 366
MOST_TOKENS = 5
CALLS_A_MINUTE = 120


class TooManyCalls(Refused):
    """The token has been used as often as a minute allows."""


@transaction.atomic
def issue_token(
    *, actor: Actor, password: str, purpose: str, expires_on: date, on: date
) -> tuple[Token, str]:
    """签发接口令牌 for the own account, proved by its password. The secret is answered once and kept nowhere.

    The account is locked first, so that two doors cannot open a token too many.
    """
    account = Account.objects.select_for_update(of=("self",)).filter(pk=actor.account_id).first()
    if account is None:
        raise Forbidden(_("没有这个账号"))
    reasons = []
    if not account.check_password(password):
        reasons.append(_("密码不正确"))
    if not purpose.strip():
        reasons.append(_("请填写用途"))
    if not on <= expires_on <= on + timedelta(days=TOKEN_DAYS):
        reasons.append(_("有效期自今天起，不得超过一年"))
    if live_tokens(account_id=account.pk, on=on).count() >= MOST_TOKENS:
        reasons.append(
            _("每个账号最多 %(most)d 个有效令牌，请先吊销不用的") % {"most": MOST_TOKENS}
        )
    if reasons:
        raise Refused(reasons)
    secret = SECRETS_BEGIN + secrets.token_urlsafe(32)
    token = Token.objects.create(
        account=account,
        purpose=purpose.strip(),
        hint=secret[: len(SECRETS_BEGIN) + 6],
        digest=digest_of(secret),
        expires_on=expires_on,
    )
    record(
        actor=actor,
        deed=TOKEN_ISSUED,
        subject=token,
        detail={
            "hint": token.hint,
            "purpose": token.purpose,
            "expires": expires_on.isoformat(),
        },
    )
    return token, secret


@transaction.atomic
def revoke_token(*, actor: Actor, token_id: int, reason: str, at: datetime) -> Token:
    """吊销: by its holder or by whoever guards the system; from then on it opens nothing."""
    token = Token.objects.select_for_update(of=("self",)).filter(pk=token_id).first()
    if token is None or (
        token.account_id != actor.account_id
        and not actor.has(Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN)
    ):
        raise Forbidden(_("没有这个令牌"))
    if token.revoked_at is not None:
        raise Refused(_("该令牌已经吊销"))
    if not reason.strip():
        raise Refused(_("请填写理由"))
    token.revoked_at, token.revoked_by, token.revoke_reason = at, actor.name, reason.strip()
    token.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    record(
        actor=actor,
        deed=TOKEN_REVOKED,
        subject=token,
        detail={"account": str(token.account), "hint": token.hint},
        reason=token.revoke_reason,
    )
    return token


@transaction.atomic
def admit(*, secret: str, on: date, at: datetime) -> Token | None:
    """Whose program this is, one call counted; nobody's for a secret that is unknown, expired or revoked.

    The token's row is locked while its calls are counted, so no process lets one too many through.
    """
    found = Token.objects.select_for_update(of=("self",)).select_related("account", "account__unit")
    token = found.filter(
        digest=digest_of(secret),
        revoked_at__isnull=True,
        expires_on__gte=on,
        account__is_active=True,
    ).first()
    if token is None:
        return None
    minute = at.replace(second=0, microsecond=0)
    if token.minute != minute:
        token.minute, token.calls = minute, 0
    if token.calls >= CALLS_A_MINUTE:
        raise TooManyCalls(_("每分钟最多调用 %(most)d 次，请稍后再试") % {"most": CALLS_A_MINUTE})
    token.calls += 1
    token.save(update_fields=["minute", "calls"])
    return token


class TooManyTries(Refused):
    """One address asks at an open door faster than anybody reads."""


@transaction.atomic
def count_try(*, tries: type[VisitorTry], address: str, most: int, at: datetime) -> None:
    """Refuses whoever asks more often in a minute than ``most``; what is kept is a hash, for an hour."""
    minute = at.replace(second=0, microsecond=0)
    visitor = hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()
    rows = tries._default_manager
    rows.filter(minute__lt=minute - timedelta(hours=1)).delete()
    mine = rows.filter(visitor=visitor, minute=minute)
    if not mine.update(count=F("count") + 1):
        try:
            with transaction.atomic():
                rows.create(visitor=visitor, minute=minute)
        except IntegrityError:
            mine.update(count=F("count") + 1)
    if mine.values_list("count", flat=True).get() > most:
        raise TooManyTries(_("查验过于频繁，请一分钟后再试"))
