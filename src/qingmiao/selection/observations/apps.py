from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ObservationsConfig(AppConfig):
    name = "qingmiao.selection.observations"
    label = "observations"
    verbose_name = _("选 · 一线识别")
