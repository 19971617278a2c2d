"""Addresses of the pages that stand still."""

from django.urls import path

from yiwang.sites.portal.pages import views

urlpatterns = [
    path("about/", views.still, {"name": "about"}, name="about"),
    path("privacy/", views.still, {"name": "privacy"}, name="privacy"),
    path("accessibility/", views.still, {"name": "accessibility"}, name="accessibility"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
]
