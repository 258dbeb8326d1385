from django.urls import path

from qingmiao.insight.figures.web import views

app_name = "figures"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("readings/", views.readings, name="readings"),
    path("readings/<slug:code>/", views.reading, name="reading"),
    path("<slug:code>/", views.figure, name="figure"),
    path("<slug:code>/export/", views.export, name="export"),
]
