from django.apps import AppConfig


class Config(AppConfig):
    name = "qingmiao.config"
    label = "config"
    verbose_name = "系统运维"
