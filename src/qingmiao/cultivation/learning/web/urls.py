from django.urls import path

from qingmiao.cultivation.learning.register import ARCHIVED, CERTIFICATES, OUTSIDE
from qingmiao.cultivation.learning.web import (
    assignment,
    certificate,
    evaluation,
    hours,
    outside,
    quiz,
)
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
    path("class/<int:pk>/tasks/", assignment.tasks, name="tasks"),
    path("class/<int:pk>/assignment/new/", assignment.add, name="assignment-add"),
    path("assignment/<int:pk>/", assignment.assignment, name="assignment"),
    path("assignment/<int:pk>/withdraw/", assignment.withdraw, name="assignment-withdraw"),
    path("assignment/<int:pk>/hand-in/", assignment.hand_in, name="hand-in"),
    path("work/<int:pk>/", assignment.work, name="work"),
    path("work/<int:pk>/file/", assignment.work_file, name="work-file"),
    path("work/<int:pk>/review/", assignment.review, name="work-review"),
    path("class/<int:pk>/quiz/new/", quiz.add, name="quiz-add"),
    path("quiz/<int:pk>/", quiz.quiz, name="quiz"),
    path("quiz/<int:pk>/question/new/", quiz.question_add, name="question-add"),
    path("question/<int:pk>/withdraw/", quiz.question_withdraw, name="question-withdraw"),
    path("quiz/<int:pk>/take/", quiz.take, name="quiz-take"),
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
