"""Every address of the portal, by slice."""

from django.urls import include, path

app_name = "portal"
urlpatterns = [
    path("", include("yiwang.sites.portal.home.urls")),
    path("appeal/", include("yiwang.sites.portal.appeals.urls")),
    path("", include("yiwang.sites.portal.answers.urls")),
    path("", include("yiwang.sites.portal.services.urls")),
    path("", include("yiwang.sites.portal.ask.urls")),
    path("", include("yiwang.sites.portal.figures.urls")),
    path("", include("yiwang.sites.portal.heard.urls")),
    path("", include("yiwang.sites.portal.mine.urls")),
    path("", include("yiwang.sites.portal.rate.urls")),
    path("", include("yiwang.sites.portal.window.urls")),
    path("", include("yiwang.sites.portal.verify.urls")),
    path("", include("yiwang.sites.portal.track.urls")),
    path("", include("yiwang.sites.portal.faces.urls")),
    path("", include("yiwang.sites.portal.pages.urls")),
    path("", include("yiwang.sites.portal.hooks.urls")),
]
