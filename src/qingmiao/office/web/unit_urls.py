"""Pages of units, slots and code lists; they live under the name of orgs."""

from django.urls import path

from qingmiao.office.web import codes, posts, tables, units

app_name = "orgs"
urlpatterns = [
    path("", units.tree, name="units"),
    path("new/", units.new, name="unit-new"),
    path("<int:pk>/", units.unit, name="unit"),
    path("<int:pk>/amend/", units.amend, name="unit-amend"),
    path("<int:pk>/close/", units.close, name="unit-close"),
    path("<int:pk>/posts/new/", posts.new, name="post-new"),
    path("posts/<int:pk>/amend/", posts.amend, name="post-amend"),
    path("posts/<int:pk>/close/", posts.close, name="post-close"),
    path("codes/", codes.listing, name="codes"),
    path("codes/new/", codes.new, name="code-new"),
    path("codes/<int:pk>/amend/", codes.amend, name="code-amend"),
    path("codes/<int:pk>/close/", codes.close, name="code-close"),
    *tables.routes(),
]
