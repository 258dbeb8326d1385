from django.urls import path

from qingmiao.portal.web import views

urlpatterns = [
    path("", views.workbench, name="workbench"),
    path("search/", views.search, name="search"),
    path("search/records/", views.search_records, name="search-records"),
]
