"""Addresses of tables that are uploaded, within the offices."""

from django.urls import path

from yiwang.sites.workbench.offices.uploads import views

urlpatterns = [
    path("units/upload/", views.units, name="upload_units"),
    path("officers/upload/", views.officers, name="upload_officers"),
]
