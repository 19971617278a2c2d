"""Addresses of 问一问."""

from django.urls import path

from yiwang.sites.portal.ask import views

urlpatterns = [
    path("ask/", views.ask, name="ask"),
    path("ask/helpful/", views.helpful, name="ask_helpful"),
]
