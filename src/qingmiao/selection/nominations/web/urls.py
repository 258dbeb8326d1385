from django.urls import path

from qingmiao.registers.web.routes import routes
from qingmiao.selection.nominations.register import (
    CATEGORIES,
    DECISIONS,
    EVENTS,
    NOMINATIONS,
    QUESTIONS,
    QUOTAS,
)
from qingmiao.selection.nominations.web import draft, event, group, mine, nomination

app_name = "nominations"
urlpatterns = [
    path("desk/", mine.desk, name="desk"),
    path("wish/", mine.wish, name="wish"),
    path("wish/<int:person>/", mine.wish_of, name="wish-of"),
    path("referee/<int:pk>/", mine.vouch, name="vouch"),
    path("event/<int:pk>/publish/", event.publish, name="event-publish"),
    path("event/<int:pk>/extend/", event.extend, name="event-extend"),
    path("event/<int:pk>/remind/", event.remind, name="event-remind"),
    path("event/<int:pk>/review/", event.review, name="event-review"),
    path("event/<int:pk>/archive/", event.archive, name="event-archive"),
    path("event/<int:pk>/units/", event.units, name="event-units"),
    path("event/<int:pk>/units/export/", event.units_export, name="event-units-export"),
    path("event/<int:pk>/nil/", event.nil, name="nil"),
    path("event/<int:pk>/begin/", draft.begin, name="begin"),
    path("event/<int:pk>/people/", group.groups, name="groups"),
    path("event/<int:pk>/people/<int:person>/", group.group, name="group"),
    path("event/<int:pk>/people/<int:person>/decide/", group.decide, name="decide"),
    path("exemption/<int:pk>/", group.decide_on_exemption, name="exemption-decide"),
    path("draft/<int:pk>/", draft.resume, name="draft"),
    path("draft/<int:pk>/keep/", draft.keep, name="draft-keep"),
    path("draft/<int:pk>/drop/", draft.drop, name="draft-drop"),
    path("draft/<int:pk>/exempt/", draft.exempt, name="draft-exempt"),
    path("draft/<int:pk>/<slug:step>/", draft.step, name="draft-step"),
    path("nomination/<int:pk>/mend/", draft.mend, name="nomination-mend"),
    path("nomination/<int:pk>/withdraw/", nomination.withdraw, name="nomination-withdraw"),
    path("nomination/<int:pk>/return/", nomination.send_back, name="nomination-return"),
    path("nomination/<int:pk>/accept/", nomination.accept, name="nomination-accept"),
    path("nomination/<int:pk>/opinion/", nomination.opinion, name="nomination-opinion"),
    *routes(NOMINATIONS, instead={"detail": nomination.detail}),
    *routes(EVENTS, instead={"": event.listing, "detail": event.detail}),
    *routes(CATEGORIES),
    *routes(QUESTIONS),
    *routes(QUOTAS),
    *routes(DECISIONS),
]
