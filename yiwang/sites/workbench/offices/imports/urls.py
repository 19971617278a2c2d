"""Addresses of imports, within the offices."""

from django.urls import path

from yiwang.sites.workbench.offices.imports import views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/<int:batch_id>/", views.batch, name="import"),
    path("imports/<int:batch_id>/start/", views.start, name="start_import"),
    path("imports/<int:batch_id>/drop/", views.drop, name="drop_import"),
    path("imports/<int:batch_id>/rejected.csv", views.rejects, name="import_rejects"),
]
