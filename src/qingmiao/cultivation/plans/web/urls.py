from django.urls import path

from qingmiao.cultivation.plans.register import COMPETENCES, GOALS, PLANS, PROFILES, TEMPLATES
from qingmiao.cultivation.plans.web import views
from qingmiao.registers.web.routes import routes

app_name = "plans"
urlpatterns = [
    *routes(PLANS, instead={"detail": views.detail}),
    *routes(GOALS),
    *routes(TEMPLATES),
    *routes(COMPETENCES),
    *routes(PROFILES),
    path("plan/<int:pk>/step/<slug:to>/", views.step, name="plan-step"),
    path("plan/<int:pk>/review/", views.review, name="plan-review"),
    path("plan/<int:pk>/competence/<int:competence>/", views.evidence, name="plan-evidence"),
    path("goal/<int:pk>/proof/", views.hand_in, name="goal-proof"),
    path("goal/<int:pk>/verify/", views.verify, name="goal-verify"),
    path("goal/<int:pk>/return/", views.send_back, name="goal-return"),
    path("goal/<int:pk>/drop/", views.drop, name="goal-drop"),
]
