from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContestsConfig(AppConfig):
    name = "qingmiao.selection.contests"
    label = "contests"
    verbose_name = _("选 · 擂台比武")
