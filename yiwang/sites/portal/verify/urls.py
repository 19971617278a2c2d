"""Addresses where anybody checks a paper."""

from django.urls import path

from yiwang.sites.portal.verify import views

urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/file/", views.file, name="verify_file"),
    path("verify/seal.pem", views.seal, name="verify_seal"),
]
