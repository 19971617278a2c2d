"""Addresses of services: finding one, its guide, its blank form."""

from django.urls import include, path

from yiwang.sites.portal.services import views

urlpatterns = [
    path("services/", views.services, name="services"),
    path("services/<str:item>/", views.guide, name="service"),
    path("services/<str:item>/blank/", views.blank, name="service_blank"),
    path("services/<str:item>/apply/", include("yiwang.sites.portal.services.apply.urls")),
]
