from django.urls import path

from qingmiao.people.dossiers import register
from qingmiao.people.dossiers.web import views

PEOPLE_ARE_PICKED_BY = register.PERSON_PICK

app_name = "dossiers"
urlpatterns = [
    path("open/", views.open_dossier, name="open"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/photo/", views.photo, name="photo"),
    path("<int:pk>/id-number/", views.id_number, name="id-number"),
    path("<int:pk>/parts/<slug:part>/new/", views.part_new, name="part-new"),
    path("<int:pk>/parts/<slug:part>/<int:row>/", views.part_edit, name="part-edit"),
]
