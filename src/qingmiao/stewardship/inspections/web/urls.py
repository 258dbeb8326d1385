from django.urls import path

from qingmiao.registers.web.routes import routes
from qingmiao.stewardship.inspections.register import CHECKS, FINDINGS
from qingmiao.stewardship.inspections.web import views

app_name = "inspections"
urlpatterns = [
    path("mine/", views.mine, name="mine"),
    path("finding/<int:pk>/explain/", views.explain, name="finding-explain"),
    # before the register's own doors of the same names: list and page, with a way to be heard
    path("finding/", views.findings, name="finding"),
    path("finding/<int:pk>/", views.finding, name="finding-detail"),
    *routes(CHECKS),
    *routes(FINDINGS),
]
