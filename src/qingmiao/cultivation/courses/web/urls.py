from django.urls import path

from qingmiao.cultivation.courses.register import (
    ADMISSIONS,
    ATTENDANCES,
    CLASSES,
    ENROLMENTS,
    LEAVES,
    PROGRAMMES,
    QUOTAS,
    SESSIONS,
)
from qingmiao.cultivation.courses.web import door, enrolment, leave, material, session, views
from qingmiao.registers.web.routes import routes

app_name = "courses"
urlpatterns = [
    path("programme/", views.programmes, name="programme"),
    path("programme/<int:pk>/", views.programme, name="programme-detail"),
    path("class/<int:pk>/", views.training_class, name="class-detail"),
    path("class/<int:pk>/step/<slug:to>/", enrolment.step, name="class-step"),
    path("class/<int:pk>/cancel/", enrolment.cancel, name="class-cancel"),
    path("class/<int:pk>/extend/", enrolment.extend, name="class-extend"),
    path("class/<int:pk>/enrol/", enrolment.enrol, name="enrol"),
    path("class/<int:pk>/send/<int:unit>/", enrolment.send, name="send"),
    path("class/<int:pk>/name/", enrolment.name, name="name"),
    path("session/<int:pk>/move/", session.move, name="session-move"),
    path("session/<int:pk>/roll/", session.roll, name="roll"),
    path("session/<int:pk>/override/", session.override, name="override"),
    path("session/<int:pk>/door/", door.door, name="door"),
    path("session/<int:pk>/door/code.svg", door.door_code, name="door-code"),
    path("session/<int:pk>/sign-in/", door.sign_in, name="sign-in"),
    path("session/<int:pk>/signed-in/", door.signed_in, name="signed-in"),
    path("session/<int:pk>/check/", door.check, name="check"),
    path("scan/<slug:token>/", door.scan, name="scan"),
    path("signin/<int:pk>/called/", door.called, name="signin-called"),
    path("enrolment/<int:pk>/leave/", leave.ask, name="leave-ask"),
    path("leave/<int:pk>/answer/", leave.answer, name="leave-answer"),
    path("class/<int:pk>/material/", material.add, name="material-add"),
    path("material/<int:pk>/", material.material, name="material"),
    path("material/<int:pk>/withdraw/", material.withdraw, name="material-withdraw"),
    path("enrolment/<int:pk>/accept/", enrolment.accept, name="enrolment-accept"),
    path("enrolment/<int:pk>/withdraw/", enrolment.withdraw, name="enrolment-withdraw"),
    path("enrolment/<int:pk>/answer/", enrolment.answer, name="enrolment-answer"),
    *routes(PROGRAMMES),
    *routes(CLASSES),
    *routes(SESSIONS),
    *routes(ATTENDANCES),
    *routes(ADMISSIONS),
    *routes(QUOTAS),
    *routes(ENROLMENTS),
    *routes(LEAVES),
]
