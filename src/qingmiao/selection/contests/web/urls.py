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
from qingmiao.selection.contests.web import views

app_name = "contests"
urlpatterns = [
    path("contest/<int:pk>/", views.contest, name="contest-detail"),
    *routes(CONTESTS),
    *routes(ENTRIES),
    *routes(STAGES),
    *routes(CRITERIA),
    *routes(JUDGE_GROUPS),
    *routes(TIE_STEPS),
    *routes(MARKS),
    path("contest/<int:pk>/plates/", views.plates, name="plates"),
]
