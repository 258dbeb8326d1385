from django.urls import path

from qingmiao.placement.openings.register import OPENINGS, ROUNDS, WISHES
from qingmiao.placement.openings.web import opening
from qingmiao.placement.openings.web import round as rounds
from qingmiao.registers.web.routes import routes

app_name = "openings"
urlpatterns = [
    path("mine/", opening.wishes, name="mine"),
    path("opening/<int:pk>/<slug:name>/step/", opening.step, name="opening-step"),
    path("round/<int:pk>/openings/", rounds.openings, name="round-openings"),
    path("round/<int:pk>/candidates/", rounds.candidates, name="round-candidates"),
    path("round/<int:pk>/solve/", rounds.solve, name="round-solve"),
    path("round/<int:pk>/<slug:name>/step/", rounds.step, name="round-step"),
    path("candidate/<int:pk>/", rounds.stance, name="candidate"),
    *routes(OPENINGS, instead={"": opening.openings, "detail": opening.opening}),
    *routes(WISHES),
    *routes(ROUNDS, instead={"detail": rounds.round_page}),
]
