from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VacanciesConfig(AppConfig):
    name = "qingmiao.appointment.vacancies"
    label = "vacancies"
    verbose_name = _("用 · 空缺")
