from django.urls import path

from qingmiao.insight.fairness.web import views

app_name = "fairness"
urlpatterns = [
    path("", views.monitor, name="monitor"),
    path("people/", views.people, name="people"),
    path("habits/", views.habits, name="habits"),
    path("habits/people/", views.young, name="young"),
    path("export/<slug:what>/", views.export, name="export"),
]
