"""Addresses of published answers."""

from django.urls import path

from yiwang.sites.portal.answers import views

urlpatterns = [
    path("answers/", views.answers, name="answers"),
    path("answers/<int:key>/", views.answer, name="public_answer"),
]
