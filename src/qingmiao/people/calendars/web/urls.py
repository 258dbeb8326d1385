from django.urls import path

from qingmiao.people.calendars.register import ABSENCES
from qingmiao.people.calendars.web import views
from qingmiao.registers.web.routes import routes

app_name = "calendars"
urlpatterns = [
    path("me/", views.mine, name="mine"),
    path("person/<int:pk>/", views.calendar, name="person"),
    *routes(ABSENCES),
]
