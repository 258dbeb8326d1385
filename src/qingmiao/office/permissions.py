from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import Role
from qingmiao.access.models import Account, RoleGrant
from qingmiao.access.permissions import NOBODY, Permission, everywhere
from qingmiao.kernel.actor import Actor
from qingmiao.ledger.models import Entry

OFFICE_DEEDS = ("access.",)
"""What the auditor alone reads: the department's leader reads deeds of business, not of office."""


def _entries(actor: Actor) -> Q:
    if actor.has(Role.AUDITOR):
        return Q()
    if actor.units(Role.DEPARTMENT_LEADER) is None:
        q = Q()
        for code in OFFICE_DEEDS:
            q &= ~Q(deed__startswith=code)
        hidden = sorted(actor.confidential_ids)
        return q & ~Q(subject_kind="dossiers.person", subject_id__in=hidden) if hidden else q
    return NOBODY


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
