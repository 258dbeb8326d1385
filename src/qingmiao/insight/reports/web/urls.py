from django.urls import path

from qingmiao.insight.reports.web import views

app_name = "reports"
urlpatterns = [
    path("speech/", views.speech_page, name="speech"),
    path("speech/publish/", views.publish, name="publish"),
    path("speech/document/<slug:form>/", views.speech_document, name="speech-document"),
    path("publications/", views.publications, name="publications"),
    path("publications/<int:pk>/", views.publication, name="publication"),
    path("publications/<int:pk>/compare/", views.compare, name="compare"),
    path("publications/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path(
        "publications/<int:pk>/document/<slug:form>/",
        views.publication_document,
        name="publication-document",
    ),
    path("publications/<int:pk>/<slug:code>/", views.published_figure, name="published-figure"),
]
