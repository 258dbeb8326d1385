from django.urls import path

from qingmiao.insight.burden.web import views

app_name = "burden"
urlpatterns = [
    path("", views.burden, name="burden"),
    path("forms/", views.forms, name="forms"),
    path("export/<slug:what>/", views.export, name="export"),
]
