from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitsConfig(AppConfig):
    name = "qingmiao.selection.visits"
    label = "visits"
    verbose_name = _("选 · 日常调研")
