"""Addresses of officers, within the offices."""

from django.urls import path

from yiwang.sites.workbench.offices.officers import leaving, views

urlpatterns = [
    path("officers/", views.officers, name="officers"),
    path("officers/new/", views.enlist, name="enlist"),
    path("officers/<int:officer_id>/", views.officer, name="officer"),
    path("officers/<int:officer_id>/change/", views.change, name="change_officer"),
    path("officers/<int:officer_id>/sign-in/", views.renew_sign_in, name="renew_sign_in"),
    path("officers/<int:officer_id>/suspend/", views.suspend, name="suspend"),
    path("officers/<int:officer_id>/resume/", views.resume, name="resume"),
    path("officers/<int:officer_id>/move/", leaving.move, name="move_officer"),
    path("officers/<int:officer_id>/leave/", leaving.leave, name="leave"),
    path("officers/<int:officer_id>/hand-over/", leaving.hand_over, name="hand_over"),
]
