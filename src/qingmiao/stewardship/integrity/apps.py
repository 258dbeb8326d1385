from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntegrityConfig(AppConfig):
    name = "qingmiao.stewardship.integrity"
    label = "integrity"
    verbose_name = _("管 · 廉政教育")
