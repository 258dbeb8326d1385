from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemandsConfig(AppConfig):
    name = "qingmiao.selection.demands"
    label = "demands"
    verbose_name = _("选 · 班子需求")
