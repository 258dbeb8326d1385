from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossiersConfig(AppConfig):
    name = "qingmiao.people.dossiers"
    label = "dossiers"
    verbose_name = _("干部档案")
