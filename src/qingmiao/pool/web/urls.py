from django.urls import path

from qingmiao.pool.register import MEMBERSHIPS, RATINGS, REVIEWS, SOURCES, STANDARDS
from qingmiao.pool.web import grid, item, membership, review, suggestion, watch
from qingmiao.registers.web.routes import routes

app_name = "pool"
urlpatterns = [
    path("board/", watch.board, name="board"),
    path("watch/", watch.watch, name="watch"),
    path("suggestions/", suggestion.suggestions, name="suggestions"),
    path(
        "suggestions/<int:pk>/entry/<int:person>/take/",
        suggestion.take,
        name="suggestion-take",
    ),
    path(
        "suggestions/<int:pk>/<slug:kind>/<int:person>/decline/",
        suggestion.decline,
        name="suggestion-decline",
    ),
    path("suggestions/rest/<int:pk>/reopen/", suggestion.reopen, name="suggestion-reopen"),
    path("grid/", grid.grid, name="grid"),
    path("grid/readers/new/", grid.name_reader, name="grid-reader-new"),
    path("grid/readers/<int:pk>/end/", grid.end_reader, name="grid-reader-end"),
    path("membership/<int:pk>/sheet/", watch.sheet, name="membership-sheet"),
    path("membership/<int:pk>/state/", membership.state, name="membership-state"),
    path("membership/<int:pk>/leave/", membership.leave, name="membership-leave"),
    path("membership/<int:pk>/plan/", membership.plan, name="membership-plan"),
    path("membership/<int:pk>/tier/", membership.tier, name="membership-tier"),
    *routes(
        MEMBERSHIPS,
        instead={
            "": membership.memberships,
            "new": membership.propose,
            "detail": membership.membership,
        },
    ),
    *routes(SOURCES),
    *routes(RATINGS),
    *routes(STANDARDS, instead={"detail": suggestion.standard}),
    *routes(REVIEWS, instead={"detail": review.review}),
    path("review/<int:pk>/items/new/", item.add, name="item-new"),
    path("review/<int:pk>/people/new/", review.invite, name="review-invite"),
    path("review/<int:pk>/freeze/", review.freeze, name="review-freeze"),
    path("review/<int:pk>/sitting/", review.sitting, name="review-sitting"),
    path("review/<int:pk>/submit/", review.submit, name="review-submit"),
    path("review/<int:pk>/decide/", review.decide, name="review-decide"),
    path("review/<int:pk>/tasks/<int:task>/", review.task, name="review-task"),
    path("review/<int:pk>/close/", review.close, name="review-close"),
    path("review/<int:pk>/minutes/<slug:form>/", review.minutes, name="review-minutes"),
    path("item/<int:pk>/", item.item, name="item"),
    path("item/<int:pk>/drop/", item.drop, name="item-drop"),
    path("item/<int:pk>/recuse/", item.recuse, name="item-recuse"),
    path("item/<int:pk>/hold/", item.hold, name="item-hold"),
    path("item/<int:pk>/propose/", item.propose, name="item-propose"),
]
