from django.http import HttpResponse
from django.urls import path

from qingmiao.people.dossiers import register  # noqa: F401 -- declares how people are picked


def _soon(request, pk=None):
    return HttpResponse("")


app_name = "dossiers"
urlpatterns = [path("<int:pk>/", _soon, name="person"), path("", _soon, name="roster")]
