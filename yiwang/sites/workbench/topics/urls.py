"""Addresses of topics and warnings."""

from django.urls import path

from yiwang.sites.workbench.topics import views

app_name = "topics"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("rises/", views.rises, name="rises"),
    path("rises/<int:rise_id>/", views.rise, name="rise"),
    path("<int:topic_id>/", views.one, name="one"),
    path("<int:topic_id>/mark/", views.mark, name="mark"),
]
