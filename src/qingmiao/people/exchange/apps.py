from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "qingmiao.people.exchange"
    label = "exchange"
    verbose_name = _("干部数据交换")
