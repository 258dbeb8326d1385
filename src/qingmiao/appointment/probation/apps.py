from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProbationConfig(AppConfig):
    name = "qingmiao.appointment.probation"
    label = "probation"
    verbose_name = _("用 · 试用期")
