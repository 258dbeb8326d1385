from django.utils.translation import gettext_lazy as _

from qingmiao.ledger.deeds import deed

APPOINTMENT_TAKEN_UP = deed("cases.appointment.taken_up", _("任职记入档案：{title}"))
