from django.urls import path

from qingmiao.registers.web import views

app_name = "registers"
urlpatterns = [path("pick/<str:label>/", views.pick, name="pick")]
