from django.urls import path

from qingmiao.appointment.cases.register import APPOINTMENTS, CASES
from qingmiao.appointment.cases.web import views
from qingmiao.registers.web.routes import routes

app_name = "cases"
urlpatterns = [
    # before the register's own door of the same name: the page of a row, with one deed more
    path("appointment/<int:pk>/", views.appointment, name="appointment-detail"),
    path("appointment/<int:pk>/dossier/", views.into_dossier, name="appointment-dossier"),
    *routes(CASES),
    *routes(APPOINTMENTS),
]
