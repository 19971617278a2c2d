"""Addresses of the portal door."""

from django.urls import include, path

urlpatterns = [
    path("", include("yiwang.sites.portal.urls")),
]
handler400 = "yiwang.sites.ui.errors.bad_request"
handler403 = "yiwang.sites.ui.errors.forbidden"
handler404 = "yiwang.sites.ui.errors.not_found"
handler500 = "yiwang.sites.ui.errors.server_error"
