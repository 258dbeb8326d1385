from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

OPENING_MOVED = deed("openings.opening.moved", _("岗位{title}：{state}"))
WISHED = deed("openings.wish.made", _("填报选派志愿：{title}"))
