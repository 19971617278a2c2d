"""Addresses of the three offices."""

from django.urls import path

from yiwang.sites.workbench.offices.imports import urls as imports
from yiwang.sites.workbench.offices.keeping import urls as keeping
from yiwang.sites.workbench.offices.officers import urls as officers
from yiwang.sites.workbench.offices.posts import urls as posts
from yiwang.sites.workbench.offices.robots import urls as robots
from yiwang.sites.workbench.offices.systems import urls as systems
from yiwang.sites.workbench.offices.units import urls as units
from yiwang.sites.workbench.offices.uploads import urls as uploads
from yiwang.sites.workbench.offices.views import audit

app_name = "offices"
urlpatterns = [
    *uploads.urlpatterns,
    *imports.urlpatterns,
    *units.urlpatterns,
    *officers.urlpatterns,
    *posts.urlpatterns,
    *systems.urlpatterns,
    *robots.urlpatterns,
    *keeping.urlpatterns,
    path("events/", audit.events, name="events"),
    path("looks/", audit.looks, name="looks"),
    path("deputies/", audit.deputies, name="deputies"),
]
