from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EligibilityConfig(AppConfig):
    name = "qingmiao.appointment.eligibility"
    label = "eligibility"
    verbose_name = _("用 · 任职资格")
