"""Addresses of feeds and batches."""

from django.urls import path

from yiwang.sites.workbench.served import views

app_name = "served"
urlpatterns = [
    path("", views.home, name="home"),
    path("feeds/new/", views.add, name="add"),
    path("feeds/<slug:code>/", views.feed, name="feed"),
    path("batches/<int:batch_id>/", views.batch, name="batch"),
]
