"""Addresses of the workbench door."""

from django.urls import include, path

urlpatterns = [
    path("", include("yiwang.sites.workbench.urls")),
]
