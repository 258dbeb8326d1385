from django.urls import path

from qingmiao.cultivation.campaigns.register import (
    CAMPAIGNS,
    CONTRIBUTIONS,
    ROUNDS,
    SITTINGS,
    TASKS,
)
from qingmiao.cultivation.campaigns.web import campaign, contribution, sitting, task
from qingmiao.registers.web.routes import routes

app_name = "campaigns"
urlpatterns = [
    *routes(CAMPAIGNS, instead={"detail": campaign.detail}),
    *routes(ROUNDS),
    *routes(SITTINGS, instead={"detail": sitting.detail}),
    *routes(CONTRIBUTIONS),
    *routes(TASKS, instead={"detail": task.detail}),
    path("mine/", contribution.mine, name="mine"),
    path("campaign/<int:pk>/step/<slug:to>/", campaign.step, name="campaign-step"),
    path("campaign/<int:pk>/wall/", campaign.wall, name="campaign-wall"),
    path("campaign/<int:pk>/write/", contribution.write, name="campaign-write"),
    path("campaign/<int:pk>/report/", campaign.report, name="campaign-report"),
    path(
        "campaign/<int:pk>/report/<slug:form>/", campaign.report_file, name="campaign-report-file"
    ),
    path("campaign/<int:pk>/counted/<slug:what>/", campaign.counted, name="campaign-counted"),
    path("contribution/<int:pk>/read/", contribution.read, name="contribution-read"),
    path("contribution/<int:pk>/rewrite/", contribution.rewrite, name="contribution-rewrite"),
    path("contribution/<int:pk>/submit/", contribution.submit, name="contribution-submit"),
    path("contribution/<int:pk>/withdraw/", contribution.withdraw, name="contribution-withdraw"),
    path("contribution/<int:pk>/support/", contribution.support, name="contribution-support"),
    path("contribution/<int:pk>/judge/", contribution.judge, name="contribution-judge"),
    path("contribution/<int:pk>/task/", task.give, name="contribution-task"),
    path("task/<int:pk>/progress/", task.progress, name="task-progress"),
    path("task/<int:pk>/result/", task.result, name="task-result"),
    path("task/<int:pk>/verify/", task.verify, name="task-verify"),
    path("task/<int:pk>/return/", task.send_back, name="task-return"),
    path("task/<int:pk>/drop/", task.drop, name="task-drop"),
    path("sitting/<int:pk>/door/", sitting.door, name="sitting-door"),
    path("sitting/<int:pk>/door/<slug:way>/", sitting.door_code, name="sitting-code"),
    path("sitting/<int:pk>/sign/", sitting.sign_in, name="sitting-sign"),
    path("sitting/<int:pk>/signed/", sitting.signed_in, name="signed-in"),
    path("sitting/<int:pk>/settle/", sitting.settle, name="sitting-settle"),
    path("signin/<int:pk>/strike/", sitting.strike, name="signin-strike"),
    path("sign/<slug:way>/<slug:token>/", sitting.scan, name="scan"),
]
