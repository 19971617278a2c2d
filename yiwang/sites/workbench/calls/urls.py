"""Addresses of the call-back desk."""

from django.urls import path

from yiwang.sites.workbench.calls import views

app_name = "calls"
urlpatterns = [
    path("", views.home, name="home"),
    path("<int:task_id>/", views.one, name="one"),
    path("<int:task_id>/take/", views.take, name="take"),
    path("<int:task_id>/back/", views.give_back, name="give_back"),
    path("<int:task_id>/dial/", views.dial, name="dial"),
]
