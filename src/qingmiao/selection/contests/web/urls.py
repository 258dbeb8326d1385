from django.urls import path

from qingmiao.registers.web.routes import routes
from qingmiao.selection.contests.register import CONTESTS, ENTRIES, MARKS, STAGES
from qingmiao.selection.contests.web import views

app_name = "contests"
urlpatterns = [
    path("contest/<int:pk>/", views.contest, name="contest-detail"),
    *routes(CONTESTS),
    *routes(ENTRIES),
    *routes(STAGES),
    *routes(MARKS),
    path("contest/<int:pk>/plates/", views.plates, name="plates"),
]
