from django.urls import path

from qingmiao.placement.mentoring.register import MENTORSHIPS, TALKS
from qingmiao.placement.mentoring.web import views
from qingmiao.registers.web.routes import routes

app_name = "mentoring"
urlpatterns = [
    path("talk/<int:pk>/", views.talk, name="talk-detail"),
    path("talk/<int:pk>/confirm/", views.confirm, name="talk-confirm"),
    *routes(MENTORSHIPS),
    *routes(TALKS),
]
