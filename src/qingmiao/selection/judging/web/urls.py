from django.urls import path

from qingmiao.registers.web.routes import routes
from qingmiao.selection.judging.register import JUDGES
from qingmiao.selection.judging.web import absence, desk, hall, judge, sheet

app_name = "judging"
urlpatterns = [
    path("", judge.mine, name="mine"),
    path("invitation/<int:pk>/", judge.invitation, name="invitation"),
    path("stage/<int:pk>/plates/", judge.plates, name="plates"),
    path("pad/<int:pk>/", judge.pad, name="pad"),
    path("pad/<int:pk>/draft/", judge.draft, name="draft"),
    path("pad/<int:pk>/recuse/", judge.recusal, name="recuse"),
    path("pad/<int:pk>/correct/", judge.correction_new, name="correct"),
    path("entry/<int:pk>/object/", judge.objection, name="object"),
    path("contest/", desk.contests, name="contests"),
    path("contest/<int:pk>/", desk.console, name="console"),
    path("contest/<int:pk>/judges/", desk.judges, name="judges"),
    path("contest/<int:pk>/judges/new/", desk.judge_new, name="judge-new"),
    path("contest/<int:pk>/conflicts/", desk.conflicts, name="conflicts"),
    path("contest/<int:pk>/conflicts/check/", desk.conflicts_check, name="conflicts-check"),
    path("contest/<int:pk>/conflicts/new/", desk.conflict_new, name="conflict-new"),
    path("conflict/<int:pk>/accept/", desk.conflict_accept, name="conflict-accept"),
    path("conflict/<int:pk>/lift/", desk.conflict_lift, name="conflict-lift"),
    *routes(JUDGES, instead={"detail": desk.judge}),
    path("judge/<int:pk>/absence/", absence.absence, name="absence"),
    path("judge/<int:pk>/remove/", desk.judge_remove, name="judge-remove"),
    path("contest/<int:pk>/releases/", hall.releases, name="releases"),
    path("contest/<int:pk>/hall/open/", hall.hall_open, name="hall-open"),
    path("contest/<int:pk>/hall/close/", hall.hall_close, name="hall-close"),
    path("contest/<int:pk>/board/", hall.board, name="board"),
    path("release/<int:pk>/consent/", hall.consent, name="release-consent"),
    path("release/<int:pk>/end/", hall.release_end, name="release-end"),
    path("hall/<str:token>/", hall.hall, name="hall"),
    path("stage/<int:pk>/assign/", desk.assign, name="assign"),
    path("stage/<int:pk>/open/", desk.sitting_open, name="open"),
    path("stage/<int:pk>/seal/", desk.sitting_seal, name="seal"),
    path("stage/<int:pk>/sheets/", sheet.sheets, name="sheets"),
    path("stage/<int:pk>/sheets/<str:kind>/", sheet.printed, name="print"),
    path("stage/<int:pk>/sealed/<str:digest>/", sheet.sealed, name="sealed"),
    path("sheet/<int:pk>/", sheet.sheet, name="sheet"),
    path("sheet/<int:pk>/paper/", sheet.paper, name="paper"),
    path("sheet/<int:pk>/confirm/", sheet.confirm, name="confirm"),
    path("correction/<int:pk>/", sheet.correction, name="correction"),
]
