from django.urls import path

from qingmiao.registers.web.routes import routes
from qingmiao.selection.observations.register import FRONTS, OBSERVATIONS
from qingmiao.selection.observations.web import mine, views

app_name = "observations"
urlpatterns = [
    path("mine/", mine.mine, name="mine"),
    path("observation/<int:pk>/submit/", views.submit, name="observation-submit"),
    path("observation/<int:pk>/answer/", views.answer, name="observation-answer"),
    path("observation/<int:pk>/accept/", views.accept, name="observation-accept"),
    path("observation/<int:pk>/send-back/", views.send_back, name="observation-send-back"),
    path("observation/<int:pk>/reply/", mine.reply, name="observation-reply"),
    *routes(
        OBSERVATIONS,
        instead={
            "new": views.enter,
            "edit": views.amend,
            "detail": views.detail,
            "": views.listing,
        },
    ),
    *routes(FRONTS),
]
