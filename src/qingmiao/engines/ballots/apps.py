from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BallotsConfig(AppConfig):
    name = "qingmiao.engines.ballots"
    label = "ballots"
    verbose_name = _("引擎 · 不记名答卷")
