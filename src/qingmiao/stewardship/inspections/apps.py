from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    name = "qingmiao.stewardship.inspections"
    label = "inspections"
    verbose_name = _("管 · 专项督查")
