"""Addresses of applications."""

from django.urls import path

from yiwang.sites.workbench.applications import views

app_name = "applications"
urlpatterns = [
    path("", views.home, name="list"),
    path("<str:number>/", views.one, name="one"),
    path("<str:number>/open/", views.open_form, name="open"),
    path("<str:number>/files/<int:file_id>/", views.file, name="file"),
    path("<str:number>/<slug:move>/", views.move, name="move"),
]
