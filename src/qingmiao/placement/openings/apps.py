from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpeningsConfig(AppConfig):
    name = "qingmiao.placement.openings"
    label = "openings"
    verbose_name = _("炼 · 岗位与匹配")
