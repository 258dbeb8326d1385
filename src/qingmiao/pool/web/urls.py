from django.urls import path

from qingmiao.pool.register import MEMBERSHIPS, SOURCES
from qingmiao.pool.web import views
from qingmiao.registers.web.routes import routes

app_name = "pool"
urlpatterns = [
    path("membership/<int:pk>/state/", views.state, name="membership-state"),
    path("membership/<int:pk>/leave/", views.leave, name="membership-leave"),
    *routes(MEMBERSHIPS, instead={"": views.memberships, "detail": views.membership}),
    *routes(SOURCES),
]
