from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "qingmiao.cultivation.courses"
    label = "courses"
    verbose_name = _("育 · 培训")
