"""Addresses of standards."""

from django.urls import path

from yiwang.sites.workbench.answers.standards import views

app_name = "standards"
urlpatterns = [
    path("", views.home, name="home"),
    path("new/", views.write, name="new"),
    path("<int:standard_id>/", views.one, name="one"),
    path("<int:standard_id>/write/", views.write, name="write"),
    path("<int:standard_id>/approve/", views.approve, name="approve"),
    path("<int:standard_id>/confirm/", views.confirm, name="confirm"),
    path("<int:standard_id>/owner/", views.hand_on, name="owner"),
    path("<int:standard_id>/<str:act>/", views.give_reason, name="reason"),
]
