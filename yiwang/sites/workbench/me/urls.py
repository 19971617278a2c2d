"""Addresses of one's own page."""

from django.urls import path

from yiwang.sites.workbench.me import away, notices, views

app_name = "me"
urlpatterns = [
    path("", views.me, name="me"),
    path("password/", views.password, name="password"),
    path("notices/", notices.notices, name="notices"),
    path("notices/try/", notices.try_notices, name="try_notices"),
    path("here/", views.here, name="here"),
    path("away/", away.away, name="away"),
    path("away/<int:delegation_id>/end/", away.release, name="release"),
]
