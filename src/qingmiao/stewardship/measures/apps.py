from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeasuresConfig(AppConfig):
    name = "qingmiao.stewardship.measures"
    label = "measures"
    verbose_name = _("管 · 激励措施")
