from django.urls import path

from qingmiao.placement.postings.register import POSTINGS, SCHEMES
from qingmiao.placement.postings.web import views
from qingmiao.registers.web.routes import routes

app_name = "postings"
urlpatterns = [
    path("posting/<int:pk>/", views.posting, name="posting-detail"),
    path("posting/<int:pk>/result/", views.result, name="posting-result"),
    path("scheme/<int:pk>/", views.scheme, name="scheme-detail"),
    *routes(POSTINGS),
    *routes(SCHEMES),
]
