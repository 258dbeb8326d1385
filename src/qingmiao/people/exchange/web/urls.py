from django.urls import path

from qingmiao.people.exchange.web import exports, imports

app_name = "exchange"
urlpatterns = [
    path("", imports.upload, name="import"),
    path("template/", imports.template, name="template"),
    path("batches/<int:pk>/", imports.batch, name="batch"),
    path("batches/<int:pk>/lines/<int:number>/", imports.choose, name="choose"),
    path("batches/<int:pk>/apply/", imports.apply, name="apply"),
    path("batches/<int:pk>/undo/", imports.undo, name="undo"),
    path("batches/<int:pk>/drop/", imports.drop, name="drop"),
    path("batches/<int:pk>/errors/", imports.errors, name="errors"),
    path("export/<int:pk>/", exports.person, name="export-person"),
    path("export/forms/", exports.forms, name="export-forms"),
    path("export/roster/", exports.roster, name="export-roster"),
]
