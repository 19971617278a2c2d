"""Addresses of grants, within the offices."""

from django.urls import path

from yiwang.sites.workbench.offices.posts import desk, views

urlpatterns = [
    path("officers/<int:officer_id>/posts/", views.posts, name="posts"),
    path("officers/<int:officer_id>/posts/new/", views.propose, name="propose"),
    path("posts/expiring/", views.expiring, name="expiring"),
    path("posts/approve/", views.approve_many, name="approve_many"),
    path("posts/<int:post_id>/end/", views.end, name="end_post"),
    path("posts/<int:post_id>/", views.decide, name="decide"),
    path("posts/<int:post_id>/approve/", views.approve, name="approve"),
    path("pending/", desk.pending, name="pending"),
    path("locks/", desk.locks, name="locks"),
    path("locks/<int:officer_id>/unlock/", desk.unlock, name="unlock"),
    path("locks/<int:officer_id>/release/", desk.release, name="release"),
    path("roles/", views.roles, name="roles"),
]
