"""Pages of people that span rooms; they live under the dossiers' own name."""

from django.urls import path

from qingmiao.people.dossiers.web.urls import app_name
from qingmiao.people.dossiers.web.urls import urlpatterns as writing
from qingmiao.portal.web import dossier, roster

__all__ = ["app_name", "urlpatterns"]

urlpatterns = [
    path("", roster.listing, name="roster"),
    path("compare/", roster.compare, name="compare"),
    path("export/roster/", roster.export_roster, name="export-roster"),
    path("export/forms/", roster.export_forms, name="export-forms"),
    path("filters/save/", roster.save_filter, name="save-filter"),
    path("filters/<int:pk>/forget/", roster.forget_filter, name="forget-filter"),
    path("<int:pk>/", dossier.person, name="person"),
    *writing,
]
