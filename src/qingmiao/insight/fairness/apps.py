from django.apps import AppConfig


class FairnessConfig(AppConfig):
    name = "qingmiao.insight.fairness"
    label = "fairness"
    verbose_name = "研判 · 公平与减负"
