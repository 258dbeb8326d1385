from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApartmentsConfig(AppConfig):
    name = "qingmiao.stewardship.apartments"
    label = "apartments"
    verbose_name = _("管 · 人才公寓")
