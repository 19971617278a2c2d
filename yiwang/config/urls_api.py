"""Addresses of the API door. Every error is problem+json, whoever raised it."""

from django.urls import include, path

urlpatterns = [
    path("", include("yiwang.sites.api.urls")),
]
handler400 = "yiwang.sites.api.handlers.bad_request"
handler403 = "yiwang.sites.api.handlers.forbidden"
handler404 = "yiwang.sites.api.handlers.not_found"
handler500 = "yiwang.sites.api.handlers.server_error"
