from django.urls import path

from qingmiao.selection.results.web import board, history, objection, result, sheet, tables

app_name = "results"
urlpatterns = [
    path("", board.index, name="index"),
    path("contest/<int:pk>/", board.board, name="board"),
    path("contest/<int:pk>/verify/", result.verify, name="verify"),
    path("contest/<int:pk>/begin/", board.begin, name="begin"),
    path("contest/<int:pk>/announce/", board.announce, name="announce"),
    path("contest/<int:pk>/again/", board.again, name="again"),
    path("contest/<int:pk>/lot/", board.lot, name="lot"),
    path("contest/<int:pk>/objections/", board.objections, name="objections"),
    path("contest/<int:pk>/publish/", board.publish, name="publish"),
    path("contest/<int:pk>/conclude/", board.conclude, name="conclude"),
    path("stage/<int:pk>/compute/", board.stage_compute, name="stage-compute"),
    path("stage/<int:pk>/advance/", board.stage_advance, name="stage-advance"),
    path("computation/<int:pk>/", result.computation, name="computation"),
    path("computation/<int:pk>/file/<str:kind>/", result.file, name="file"),
    path("computation/<int:pk>/tables/", tables.tables, name="tables"),
    path("computation/<int:pk>/sheet/<str:kind>/", sheet.printed, name="sheet"),
    path("sheet/<int:pk>/text/", sheet.text, name="sheet-text"),
    path("compare/", sheet.compare, name="compare"),
    path("compare/<str:number>/", sheet.compare_number, name="compare-number"),
    path("judges/", history.histories, name="judge-histories"),
    path("judge/<int:pk>/history/", history.history, name="judge-history"),
    path("publication/<int:pk>/", result.publication, name="publication"),
    path("entry/<int:pk>/object/", objection.raise_one, name="object"),
    path("objection/<int:pk>/", objection.one, name="objection"),
]
