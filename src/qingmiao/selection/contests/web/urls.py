from django.urls import path

from qingmiao.registers.web.routes import routes
from qingmiao.selection.contests.register import (
    CONTESTS,
    CRITERIA,
    ENTRIES,
    JUDGE_GROUPS,
    MARKS,
    STAGES,
    TIE_STEPS,
)
from qingmiao.selection.contests.web import contest, draw, entry

app_name = "contests"
urlpatterns = [
    path("desk/", entry.desk, name="desk"),
    *routes(CONTESTS, instead={"detail": contest.detail}),
    *routes(ENTRIES, instead={"detail": entry.detail}),
    *routes(STAGES),
    *routes(CRITERIA),
    *routes(JUDGE_GROUPS),
    *routes(TIE_STEPS),
    *routes(MARKS),
    path("contest/<int:pk>/step/<slug:step>/", contest.step, name="contest-step"),
    path("contest/<int:pk>/extend/", contest.extend, name="contest-extend"),
    path("contest/<int:pk>/close/", contest.close, name="contest-close"),
    path("contest/<int:pk>/call-off/", contest.call_off, name="contest-call-off"),
    path("contest/<int:pk>/plates/", contest.plates, name="plates"),
    path("contest/<int:pk>/notice/", entry.notice, name="notice"),
    path("contest/<int:pk>/enter/", entry.enter, name="enter"),
    path("contest/<int:pk>/enter/oneself/", entry.enter_oneself, name="enter-oneself"),
    path("contest/<int:pk>/draw/", draw.detail, name="draw"),
    path("contest/<int:pk>/draw/share/", draw.share, name="draw-share"),
    path("contest/<int:pk>/draw/perform/", draw.perform, name="draw-perform"),
    path("contest/<int:pk>/draw/file/", draw.file, name="draw-file"),
    path("entry/<int:pk>/check/", entry.check, name="entry-check"),
    path("entry/<int:pk>/withdraw/", entry.withdraw, name="entry-withdraw"),
    path("entry/<int:pk>/disqualify/", entry.disqualify, name="entry-disqualify"),
    path("entry/<int:pk>/exempt/", entry.exempt, name="entry-exempt"),
    path("exemption/<int:pk>/", entry.decide_on_exemption, name="exemption-decide"),
]
