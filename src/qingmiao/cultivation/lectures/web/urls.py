from django.urls import path

from qingmiao.cultivation.lectures.register import LECTURES, MEMBERS, SPEAKINGS
from qingmiao.cultivation.lectures.web import views
from qingmiao.registers.web.routes import routes

app_name = "lectures"
urlpatterns = [
    path("lecture/", views.lectures, name="lecture"),
    *routes(LECTURES),
    *routes(SPEAKINGS),
    *routes(MEMBERS),
]
