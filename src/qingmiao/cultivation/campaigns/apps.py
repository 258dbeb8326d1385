from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "qingmiao.cultivation.campaigns"
    label = "campaigns"
    verbose_name = _("育 · 大讨论")
