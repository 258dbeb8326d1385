from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

ACCOUNT_CREATED = deed("access.account.created", _("开设账号 {username}（{name}）"))
ROLE_GRANTED = deed("access.role.granted", _("授予 {account} {role}，范围 {scope}"))
ROLE_ENDED = deed("access.role.ended", _("收回 {account} 的 {role}"))
