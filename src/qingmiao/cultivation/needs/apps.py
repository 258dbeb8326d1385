from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    name = "qingmiao.cultivation.needs"
    label = "needs"
    verbose_name = _("育 · 培训需求")
