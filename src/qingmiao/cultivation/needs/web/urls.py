from django.urls import path

from qingmiao.cultivation.needs.register import NEEDS, SURVEYS
from qingmiao.cultivation.needs.web import answer, board, survey
from qingmiao.registers.web.routes import routes

app_name = "needs"
urlpatterns = [
    path("board/", board.board, name="board"),
    path("board/propose/", board.propose, name="propose"),
    path("need/<int:pk>/read/", board.read, name="need-read"),
    path("need/<int:pk>/merge/", board.merge, name="need-merge"),
    path("need/<int:pk>/vote/", board.vote, name="need-vote"),
    path("need/<int:pk>/unvote/", board.unvote, name="need-unvote"),
    path("class/<int:pk>/", board.class_needs, name="class-needs"),
    path("class/<int:pk>/cite/", board.cite, name="class-cite"),
    path("survey/<int:pk>/question/", survey.add, name="question-add"),
    path("survey/<int:pk>/question/<int:question>/", survey.change, name="question-change"),
    path("survey/<int:pk>/question/<int:question>/remove/", survey.remove, name="question-remove"),
    path("survey/<int:pk>/open/", survey.begin, name="survey-open"),
    path("survey/<int:pk>/close/", survey.close, name="survey-close"),
    path("survey/<int:pk>/results/", survey.results, name="results"),
    path("survey/<int:pk>/lift/", survey.lift, name="lift"),
    path("survey/<int:pk>/answer/", answer.answer, name="answer"),
    *routes(SURVEYS, instead={"": board.listing, "detail": survey.detail}),
    *routes(NEEDS, instead={"": board.listing, "detail": board.detail}),
]
