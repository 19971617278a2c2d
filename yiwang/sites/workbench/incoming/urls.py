"""Addresses of messages from outside, and of texts that wait for an editor."""

from django.urls import path

from yiwang.sites.workbench.incoming import posting_views, views

app_name = "incoming"
urlpatterns = [
    path("", views.messages_list, name="list"),
    path("find/", views.find, name="find"),
    path("postings/", posting_views.postings, name="postings"),
    path("postings/<int:posting_id>/", posting_views.posting, name="posting"),
    path("<int:incoming_id>/", views.one, name="one"),
    path("<int:incoming_id>/sender/", views.open_sender, name="sender"),
    path("<int:incoming_id>/register/", views.register, name="register"),
    path("<int:incoming_id>/join/", views.join, name="join"),
    path("<int:incoming_id>/answer/", views.answer, name="answer"),
    path("<int:incoming_id>/aside/", views.set_aside, name="aside"),
    path("<int:incoming_id>/back/", views.lay_back, name="back"),
    path("<int:incoming_id>/files/<int:file_id>/", views.file, name="file"),
]
