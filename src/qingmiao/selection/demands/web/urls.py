from django.urls import path

from qingmiao.registers.web.routes import routes
from qingmiao.selection.demands.register import DEMANDS, TARGETS
from qingmiao.selection.demands.web import demand, gap, team

app_name = "demands"
urlpatterns = [
    path("gaps/", gap.gaps, name="gaps"),
    path("gaps/export/", gap.export, name="gaps-export"),
    path("team/<int:pk>/", team.team, name="team"),
    path("team/<int:pk>/raise/", team.raise_for, name="team-raise"),
    path("demand/<int:pk>/close/", demand.close, name="demand-close"),
    path("demand/<int:pk>/reopen/", demand.reopen, name="demand-reopen"),
    path("demand/<int:pk>/found/", demand.note, name="demand-found"),
    path("found/<int:pk>/retract/", demand.retract, name="found-retract"),
    *routes(DEMANDS, instead={"": demand.demands, "detail": demand.demand}),
    *routes(TARGETS),
]
