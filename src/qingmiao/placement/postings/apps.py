from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PostingsConfig(AppConfig):
    name = "qingmiao.placement.postings"
    label = "postings"
    verbose_name = _("炼 · 选派")
