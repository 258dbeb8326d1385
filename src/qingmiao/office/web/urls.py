from django.urls import path

from qingmiao.office.register import ACCOUNTS, ENTRIES, GRANTS
from qingmiao.office.web import entries, views
from qingmiao.registers.web.routes import routes

app_name = "office"
urlpatterns = [
    path("mine/", views.mine, name="mine"),
    path("account/new/", views.account_new, name="account-new"),
    path("account/<int:pk>/grant/", views.grant_new, name="grant-new"),
    path("grant/<int:pk>/end/", views.grant_end, name="grant-end"),
    path("story/<str:kind>/<int:pk>/", entries.story, name="story"),
    *routes(ENTRIES, instead={"detail": entries.entry}),
    *routes(ACCOUNTS, instead={"": views.accounts, "detail": views.account}),
    *routes(GRANTS, instead={"detail": views.grant}),
]
