from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "qingmiao.cultivation.plans"
    label = "plans"
    verbose_name = _("育 · 培养计划")
