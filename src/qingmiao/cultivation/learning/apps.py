from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "qingmiao.cultivation.learning"
    label = "learning"
    verbose_name = _("育 · 学习成果")
