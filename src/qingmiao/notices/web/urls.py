from django.urls import path

from qingmiao.notices.web import settings, views

app_name = "notices"
urlpatterns = [
    path("", views.listing, name="list"),
    path("bell/", views.bell, name="bell"),
    path("<int:pk>/follow/", views.follow, name="follow"),
    path("<int:pk>/read/", views.read, name="read"),
    path("read/", views.read_every, name="read-all"),
    path("digests/", views.digests, name="digests"),
    path("digests/<int:pk>/", views.digest, name="digest"),
    path("settings/", settings.settings, name="settings"),
    path("settings/feed/renew/", settings.renew, name="feed-renew"),
    path("settings/feed/revoke/", settings.revoke, name="feed-revoke"),
    path("feed/<str:token>.ics", settings.feed, name="feed"),
]
