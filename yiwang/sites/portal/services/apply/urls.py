"""Addresses of an application, below its item's."""

from django.urls import path

from yiwang.sites.portal.services.apply import views

urlpatterns = [
    path("", views.questions, name="apply"),
    path("who/", views.who, name="apply_who"),
    path("form/<int:page>/", views.form, name="apply_form"),
    path("materials/", views.materials, name="apply_materials"),
    path("materials/<int:parcel_id>/", views.thumbnail, name="apply_file"),
    path("pledge/", views.pledge, name="apply_pledge"),
    path("check/", views.check, name="apply_check"),
    path("receipt/", views.receipt, name="apply_receipt"),
    path("restart/", views.restart, name="apply_restart"),
]
