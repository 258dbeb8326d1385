from django.urls import path

from qingmiao.placement.blocks.register import BLOCKS, DUTIES, REQUESTS
from qingmiao.placement.blocks.web import views
from qingmiao.registers.web.routes import routes

app_name = "blocks"
urlpatterns = [
    path("block/", views.blocks, name="block"),
    path("request/", views.requests, name="request"),
    *routes(BLOCKS),
    *routes(DUTIES),
    *routes(REQUESTS),
]
