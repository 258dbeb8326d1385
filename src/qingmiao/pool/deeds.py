from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

MEMBER_ASSESSED = deed("pool.membership.assessed", _("核对 {person} 的入库条件：{verdict}"))
STATE_CHANGED = deed("pool.membership.state_changed", _("{person} 由{old}转为{new}"))
MEMBER_LEFT = deed("pool.membership.left", _("{person} 出库：{exit_reason}"))
