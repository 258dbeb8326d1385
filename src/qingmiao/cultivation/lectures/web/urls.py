from django.urls import path

from qingmiao.cultivation.lectures.register import LECTURES, MEMBERS, SPEAKINGS
from qingmiao.cultivation.lectures.web import lecture, steps, views
from qingmiao.registers.web.routes import routes

app_name = "lectures"
urlpatterns = [
    path("lecture/", views.lectures, name="lecture"),
    path("calendar/", views.calendar, name="calendar"),
    path("places/", views.places, name="places"),
    path("mine/", views.mine, name="mine"),
    path("request/", steps.request_one, name="request"),
    path("lecture/<int:pk>/dispatch/", steps.dispatch, name="lecture-dispatch"),
    path("lecture/<int:pk>/cancel/", steps.cancel, name="lecture-cancel"),
    path("lecture/<int:pk>/proof/", steps.hand_in, name="lecture-proof"),
    path("lecture/<int:pk>/return/", steps.send_back, name="lecture-return"),
    path("lecture/<int:pk>/confirm/", lecture.confirm, name="lecture-confirm"),
    path("lecture/<int:pk>/photo/", lecture.photo, name="lecture-photo"),
    path("speaking/<int:pk>/accept/", lecture.accept, name="speaking-accept"),
    path("speaking/<int:pk>/decline/", steps.decline, name="speaking-decline"),
    path("speaking/<int:pk>/rate/", steps.rate, name="speaking-rate"),
    *routes(LECTURES, instead={"detail": lecture.detail}),
    *routes(SPEAKINGS),
    *routes(MEMBERS, instead={"detail": views.member}),
]
