from django.urls import path

from qingmiao.pool.register import MEMBERSHIPS, SOURCES
from qingmiao.pool.web import views
from qingmiao.registers.web.routes import routes

app_name = "pool"
urlpatterns = [
    # before the register's own door of the same name: the page of a member, with its states
    path("membership/<int:pk>/", views.membership, name="membership-detail"),
    path("membership/<int:pk>/state/", views.state, name="membership-state"),
    path("membership/<int:pk>/leave/", views.leave, name="membership-leave"),
    *routes(MEMBERSHIPS),
    *routes(SOURCES),
]
