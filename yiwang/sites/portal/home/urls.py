"""Addresses of the front page."""

from django.urls import path
from django.views.i18n import set_language

from yiwang.sites.portal.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("settings/density/", views.density, name="density"),
    path("settings/language/", set_language, name="language"),
]
