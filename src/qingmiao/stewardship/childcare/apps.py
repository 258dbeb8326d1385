from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChildcareConfig(AppConfig):
    name = "qingmiao.stewardship.childcare"
    label = "childcare"
    verbose_name = _("管 · 假期托管")
