from django.urls import path

from qingmiao.registers.web.routes import routes
from qingmiao.selection.visits.register import LEADS, LIAISONS, SEGMENTS, VISITS
from qingmiao.selection.visits.web import views

app_name = "visits"
urlpatterns = [
    path("coverage/", views.coverage, name="coverage"),
    *routes(VISITS, instead={"": views.visits}),
    *routes(LEADS),
    *routes(LIAISONS),
    *routes(SEGMENTS),
]
