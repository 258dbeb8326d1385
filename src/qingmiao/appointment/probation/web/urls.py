from django.urls import path

from qingmiao.appointment.probation.register import TRIALS
from qingmiao.appointment.probation.web import views
from qingmiao.registers.web.routes import routes

app_name = "probation"
urlpatterns = [
    # before the register's own door of the same name: the list, with a short way to what is due
    path("probation/", views.trials, name="probation"),
    path("probation/due/", views.due, name="due"),
    *routes(TRIALS),
]
