from django.urls import path

from qingmiao.placement.openings.register import OPENINGS, WISHES
from qingmiao.placement.openings.web import opening
from qingmiao.registers.web.routes import routes

app_name = "openings"
urlpatterns = [
    path("mine/", opening.wishes, name="mine"),
    path("opening/<int:pk>/<slug:name>/step/", opening.step, name="opening-step"),
    *routes(OPENINGS, instead={"": opening.openings, "detail": opening.opening}),
    *routes(WISHES),
]
