"""Addresses of the groups' robots, within the offices."""

from django.urls import path

from yiwang.sites.workbench.offices.robots import views

urlpatterns = [
    path("robots/", views.robots, name="robots"),
    path("robots/new/", views.add, name="add_robot"),
    path("robots/<int:robot_id>/", views.robot, name="robot"),
    path("robots/<int:robot_id>/try/", views.try_out, name="try_robot"),
    path("robots/<int:robot_id>/stop/", views.stop, name="stop_robot"),
]
