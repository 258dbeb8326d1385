from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

TALK_CONFIRMED = deed("mentoring.talk.confirmed", _("确认帮带谈话：{title}"))
