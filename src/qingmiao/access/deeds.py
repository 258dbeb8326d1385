from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

ACCOUNT_CREATED = deed("access.account.created", _("开设账号 {username}（{name}）"))
ROLE_GRANTED = deed("access.role.granted", _("授予 {account} {role}，范围 {scope}"))
ROLE_ENDED = deed("access.role.ended", _("收回 {account} 的 {role}"))
TOKEN_ISSUED = deed("access.token.issued", _("签发接口令牌 {hint}…（{purpose}），有效至 {expires}"))
TOKEN_REVOKED = deed("access.token.revoked", _("吊销 {account} 的接口令牌 {hint}…"))
