"""Addresses of the health slice."""

from django.urls import path

from yiwang.sites.workbench.health import views

app_name = "health"
urlpatterns = [
    path("health/", views.health, name="health"),
    path("metrics", views.metrics, name="metrics"),
]
