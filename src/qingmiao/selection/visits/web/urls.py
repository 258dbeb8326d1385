from django.urls import path

from qingmiao.registers.web.routes import routes
from qingmiao.selection.visits.register import (
    ATTENDEES,
    HEARD,
    LEADS,
    LIAISONS,
    SEGMENTS,
    VISITS,
)
from qingmiao.selection.visits.web import coverage, duty, enclosure, lead, recorder, visit

app_name = "visits"
urlpatterns = [
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/export/", coverage.export, name="coverage-export"),
    path("mine/", duty.mine, name="mine"),
    path("record/", recorder.record, name="record"),
    path("record/worker.js", recorder.worker, name="record-worker"),
    path("inbox/", lead.inbox, name="inbox"),
    path("visit/plan/", visit.plan, name="visit-plan"),
    path("visit/<int:pk>/start/", visit.start, name="visit-start"),
    path("visit/<int:pk>/submit/", visit.submit, name="visit-submit"),
    path("visit/<int:pk>/confirm/", visit.confirm, name="visit-confirm"),
    path("visit/<int:pk>/return/", visit.send_back, name="visit-return"),
    path("visit/<int:pk>/cancel/", visit.cancel, name="visit-cancel"),
    path("visit/<int:pk>/close/", visit.close, name="visit-close"),
    path("visit/<int:pk>/enclose/", enclosure.enclose, name="visit-enclose"),
    path("enclosure/<int:pk>/", enclosure.enclosure, name="enclosure"),
    path("enclosure/<int:pk>/void/", enclosure.void, name="enclosure-void"),
    path("lead/hints/", lead.hints, name="lead-hints"),
    path("lead/<int:pk>/verify/", lead.verify, name="lead-verify"),
    path("lead/<int:pk>/attach/", lead.attach, name="lead-attach"),
    path("lead/<int:pk>/drop/", lead.drop, name="lead-drop"),
    path("lead/<int:pk>/pool/", lead.pool, name="lead-pool"),
    path("liaison/<int:pk>/handover/", duty.handover, name="liaison-handover"),
    *routes(VISITS, instead={"": visit.visits, "detail": visit.detail, "edit": visit.edit}),
    *routes(ATTENDEES),
    *routes(HEARD),
    *routes(
        LEADS,
        instead={"": lead.leads, "new": lead.enter, "detail": lead.detail, "edit": lead.edit},
    ),
    *routes(LIAISONS, instead={"detail": duty.liaison}),
    *routes(SEGMENTS, instead={"detail": duty.segment}),
]
