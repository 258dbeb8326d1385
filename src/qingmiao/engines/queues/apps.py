from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QueuesConfig(AppConfig):
    name = "qingmiao.engines.queues"
    label = "queues"
    verbose_name = _("轮候")
