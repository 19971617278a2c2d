"""Every address of the workbench, by slice."""

from django.urls import include, path

from yiwang.sites.workbench.login.views import alive, home

urlpatterns = [
    path("", home, name="home"),
    path("healthz", alive, name="healthz"),
    path("", include("yiwang.sites.workbench.login.urls")),
    path("", include("yiwang.sites.workbench.health.urls")),
    path("settings/", include("yiwang.sites.workbench.tables.urls")),
    path("duty/", include("yiwang.sites.workbench.duty.urls")),
    path("me/", include("yiwang.sites.workbench.me.urls")),
    path("items/", include("yiwang.sites.workbench.catalog.urls")),
    path("offices/", include("yiwang.sites.workbench.offices.urls")),
    path("partners/", include("yiwang.sites.workbench.partners.urls")),
    path("figures/", include("yiwang.sites.workbench.figures.urls")),
    path("matters/", include("yiwang.sites.workbench.matters.urls")),
    path("standards/", include("yiwang.sites.workbench.answers.standards.urls")),
    path("desk/", include("yiwang.sites.workbench.centre.desk.urls")),
    path("secrecy/", include("yiwang.sites.workbench.secrecy.urls")),
    path("calls/", include("yiwang.sites.workbench.calls.urls")),
    path("loops/", include("yiwang.sites.workbench.loops.urls")),
    path("ratings/", include("yiwang.sites.workbench.ratings.urls")),
    path("served/", include("yiwang.sites.workbench.served.urls")),
    path("topics/", include("yiwang.sites.workbench.topics.urls")),
    path("", include("yiwang.sites.workbench.inspections.urls")),
    path("campaigns/", include("yiwang.sites.workbench.campaigns.urls")),
    path("programme/", include("yiwang.sites.workbench.campaigns.programme_urls")),
    path("supervision/orders/", include("yiwang.sites.workbench.orders.urls")),
    path("tracks/", include("yiwang.sites.workbench.tracks.urls")),
    path("reading/", include("yiwang.sites.workbench.reading.urls")),
    path("rights/", include("yiwang.sites.workbench.rights.urls")),
    path("incoming/", include("yiwang.sites.workbench.incoming.urls")),
    path("applications/", include("yiwang.sites.workbench.applications.urls")),
    path("centre/", include("yiwang.sites.workbench.centre.urls")),
    path("", include("yiwang.sites.workbench.surveys.urls")),
    path("", include("yiwang.sites.workbench.supervision.urls")),
    path("", include("yiwang.sites.workbench.answers.urls")),
    path("", include("yiwang.sites.workbench.desk.urls")),
]
