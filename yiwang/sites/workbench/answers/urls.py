"""Addresses of the patrol and of published answers."""

from django.urls import path

from yiwang.sites.workbench.answers import views

app_name = "answers"
urlpatterns = [
    path("patrol/", views.patrol, name="patrol"),
    path("answers/", views.tasks, name="tasks"),
    path("answers/<int:answer_id>/", views.one, name="one"),
    path("answers/<int:answer_id>/publish/", views.publish, name="publish"),
    path("answers/<int:answer_id>/renew/", views.renew, name="renew"),
    path("answers/<int:answer_id>/<str:act>/", views.give_reason, name="reason"),
]
