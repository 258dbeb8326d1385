from django.urls import path

from qingmiao.cultivation.courses.register import ATTENDANCES, CLASSES, PROGRAMMES, SESSIONS
from qingmiao.cultivation.courses.web import views
from qingmiao.registers.web.routes import routes

app_name = "courses"
urlpatterns = [
    path("programme/", views.programmes, name="programme"),
    path("programme/<int:pk>/", views.programme, name="programme-detail"),
    path("class/<int:pk>/", views.training_class, name="class-detail"),
    *routes(PROGRAMMES),
    *routes(CLASSES),
    *routes(SESSIONS),
    *routes(ATTENDANCES),
]
