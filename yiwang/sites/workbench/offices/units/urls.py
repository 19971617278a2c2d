"""Addresses of units, within the offices."""

from django.urls import path

from yiwang.sites.workbench.offices.units import views

urlpatterns = [
    path("units/", views.tree, name="units"),
    path("units/new/", views.found, name="found_unit"),
    path("units/<str:code>/", views.unit, name="unit"),
    path("units/<str:code>/change/", views.change, name="change_unit"),
    path("units/<str:code>/close/", views.close, name="close_unit"),
    path("units/<str:code>/keep/", views.keep, name="keep_unit"),
    path("units/<str:code>/posts/", views.ask_again, name="ask_again"),
]
