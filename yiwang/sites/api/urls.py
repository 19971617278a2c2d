"""Every address of the API door."""

from django.urls import include, path

from yiwang.sites.api import views
from yiwang.sites.api.door import ROOT, api

urlpatterns = [
    path(f"{ROOT[1:]}openapi.json", views.openapi, name="openapi"),
    path(f"{ROOT[1:]}docs", views.manual, name="manual"),
    path("healthz", views.alive, name="healthz"),
    path("exchange/", include("yiwang.sites.api.partners.urls")),
    path(ROOT[1:], api.urls),
]
