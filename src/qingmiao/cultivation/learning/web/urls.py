from django.urls import path

from qingmiao.cultivation.learning.register import ARCHIVED, CERTIFICATES, OUTSIDE
from qingmiao.cultivation.learning.web import certificate, evaluation, hours, outside
from qingmiao.registers.web.routes import routes

app_name = "learning"
urlpatterns = [
    path("hours/", hours.hours, name="hours"),
    path("hours/export/", hours.export_hours, name="hours-export"),
    path("hours/archive/", hours.archive, name="hours-archive"),
    path("hours/warn/", hours.warn, name="hours-warn"),
    path("hours/<int:pk>/", hours.hours_of_one, name="hours-of"),
    path("class/<int:pk>/graduates/", certificate.graduates, name="graduates"),
    path("class/<int:pk>/issue/", certificate.issue, name="issue"),
    path("class/<int:pk>/evaluate/", evaluation.evaluate, name="evaluate"),
    path("class/<int:pk>/evaluation/", evaluation.evaluation, name="evaluation"),
    path("certificate/<int:pk>/revoke/", certificate.revoke, name="certificate-revoke"),
    path("certificate/<int:pk>/print/", certificate.print_out, name="certificate-print"),
    path("verify/", certificate.verify, name="verify"),
    path("verify/<str:number>/", certificate.verify_number, name="verify-number"),
    path("outside/report/", outside.report, name="outside-report"),
    path("outside/<int:pk>/confirm/", outside.confirm, name="outside-confirm"),
    path("outside/<int:pk>/recognise/", outside.recognise, name="outside-recognise"),
    path("outside/<int:pk>/return/", outside.give_back, name="outside-return"),
    path("outside/<int:pk>/again/", outside.again, name="outside-again"),
    *routes(OUTSIDE, instead={"": outside.outsides, "detail": outside.outside}),
    *routes(CERTIFICATES, instead={"detail": certificate.certificate}),
    *routes(ARCHIVED),
]
