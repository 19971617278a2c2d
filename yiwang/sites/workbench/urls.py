"""Every address of the workbench, by slice."""

from importlib.util import find_spec

from django.urls import include, path

from yiwang.sites.workbench.login.views import alive, home

_DESK = "yiwang.sites.workbench.desk"

urlpatterns = [
    path("", home, name="home"),
    path("healthz", alive, name="healthz"),
    path("", include("yiwang.sites.workbench.login.urls")),
    path("offices/", include("yiwang.sites.workbench.offices.urls")),
    *([path("", include(f"{_DESK}.urls"))] if find_spec(_DESK) and find_spec(f"{_DESK}.urls") else []),
]
