"""Addresses of matters."""

from django.urls import path

from yiwang.sites.workbench.matters import views

app_name = "matters"
urlpatterns = [
    path("", views.home, name="home"),
    path("new/", views.new, name="new"),
    path("join/<str:number>/", views.join, name="join"),
    path("<int:matter_id>/", views.one, name="one"),
    path("<int:matter_id>/add/", views.add, name="add"),
    path("<int:matter_id>/share/", views.share, name="share"),
    path("<int:matter_id>/rename/", views.rename, name="rename"),
    path("<int:matter_id>/close/", views.close, name="close"),
    path("<int:matter_id>/reopen/", views.reopen, name="reopen"),
    path("<int:matter_id>/<str:number>/note/", views.note, name="note"),
    path("<int:matter_id>/<str:number>/remove/", views.remove, name="remove"),
    path("<int:matter_id>/<str:number>/lead/", views.lead, name="lead"),
]
