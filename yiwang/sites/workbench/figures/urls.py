"""Addresses of the figures."""

from django.urls import path

from yiwang.sites.workbench.figures import views

app_name = "figures"
urlpatterns = [
    path("channels/", views.channels, name="channels"),
    path("channels.xlsx", views.sheet, name="sheet"),
]
