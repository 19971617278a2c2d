"""Addresses of the loops of call-backs."""

from django.urls import path

from yiwang.sites.workbench.loops import views

app_name = "loops"
urlpatterns = [
    path("", views.home, name="home"),
    path("<int:loop_id>/", views.one, name="one"),
    path("<int:loop_id>/dial/", views.dial, name="dial"),
    path("<int:loop_id>/<str:step>/", views.act, name="act"),
]
