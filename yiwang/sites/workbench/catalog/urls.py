"""Addresses of the catalogue at the workbench."""

from django.urls import path

from yiwang.sites.workbench.catalog import views

app_name = "catalog"
urlpatterns = [
    path("", views.home, name="home"),
    path("new/", views.new, name="new"),
    path("versions/<int:version_id>/<str:part>/edit/", views.edit, name="edit"),
    path("versions/<int:version_id>/diff/<int:other_id>/", views.diff, name="diff"),
    path("versions/<int:version_id>/preview/", views.preview, name="preview"),
    path("versions/<int:version_id>/<str:act>/", views.act, name="act"),
    path("<str:code>/", views.one, name="one"),
    path("<str:code>/draft/", views.draft, name="draft"),
    path("<str:code>/charge/", views.charge, name="charge"),
]
