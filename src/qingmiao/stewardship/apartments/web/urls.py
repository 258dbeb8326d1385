from django.urls import path

from qingmiao.registers.web.routes import routes
from qingmiao.stewardship.apartments.register import FLATS, LEASES
from qingmiao.stewardship.apartments.web import views

app_name = "apartments"
urlpatterns = [
    path("occupancy/", views.occupancy, name="occupancy"),
    # before the register's own door of the same name: the list, with a way to the occupancy
    path("flat/", views.flats, name="flat"),
    *routes(FLATS),
    *routes(LEASES),
]
