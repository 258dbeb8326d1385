from django.urls import path

from qingmiao.placement.blocks.register import BLOCKS, DUTIES, REQUESTS
from qingmiao.placement.blocks.web import code, photo, public, request, views
from qingmiao.registers.web.routes import routes

app_name = "blocks"
urlpatterns = [
    path("ask/<str:code>/", public.ask, name="ask"),
    path("answer/<str:token>/", public.answer, name="answer"),
    path("block/", views.blocks, name="block"),
    path("block/<int:pk>/code/", code.code, name="block-code"),
    path("block/<int:pk>/code/open/", code.open_code, name="block-code-open"),
    path("block/<int:pk>/code/close/", code.close_code, name="block-code-close"),
    path("request/", views.requests, name="request"),
    path("request/take-in/", request.take_in, name="request-take-in"),
    path("request/to-call/", request.to_call, name="request-to-call"),
    path("request/<int:pk>/slip/", code.slip, name="request-slip"),
    path("request/<int:pk>/renew/", code.renew, name="request-renew"),
    path("request/<int:pk>/classify/", request.classify, name="request-classify"),
    path("request/<int:pk>/dispatch/", request.dispatch, name="request-dispatch"),
    path("request/<int:pk>/transfer/", request.transfer, name="request-transfer"),
    path("request/<int:pk>/move/", request.move, name="request-move"),
    path("request/<int:pk>/merge/", request.merge, name="request-merge"),
    path("request/<int:pk>/decline/", request.decline, name="request-decline"),
    path("request/<int:pk>/accept/", request.accept, name="request-accept"),
    path("request/<int:pk>/note/", request.note, name="request-note"),
    path("request/<int:pk>/done/", request.done, name="request-done"),
    path("request/<int:pk>/call/", request.call, name="request-call"),
    path("request/<int:pk>/reopen/", request.reopen, name="request-reopen"),
    path("request/<int:pk>/contact/", request.contact, name="request-contact"),
    path("photo/<int:pk>/", photo.picture, name="photo"),
    path("photo/<int:pk>/void/", photo.void_photo, name="photo-void"),
    *routes(BLOCKS, instead={"detail": views.block}),
    *routes(DUTIES),
    *routes(REQUESTS, instead={"detail": request.detail}),
]
