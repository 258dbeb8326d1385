from django.urls import path

from qingmiao.cultivation.learning.register import ARCHIVED
from qingmiao.cultivation.learning.web import hours
from qingmiao.registers.web.routes import routes

app_name = "learning"
urlpatterns = [
    path("hours/", hours.hours, name="hours"),
    path("hours/export/", hours.export_hours, name="hours-export"),
    path("hours/archive/", hours.archive, name="hours-archive"),
    path("hours/warn/", hours.warn, name="hours-warn"),
    path("hours/<int:pk>/", hours.hours_of_one, name="hours-of"),
    *routes(ARCHIVED),
]
