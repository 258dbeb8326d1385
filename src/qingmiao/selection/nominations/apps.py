from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NominationsConfig(AppConfig):
    name = "qingmiao.selection.nominations"
    label = "nominations"
    verbose_name = _("选 · 自荐与推荐")
