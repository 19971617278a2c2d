"""Addresses of lawful ways. For other slices: `tracks:put` (the choice of a law for a file), `tracks:one` (a matter)."""

from django.urls import path

from yiwang.sites.workbench.tracks import views

app_name = "tracks"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("<str:number>/", views.one, name="one"),
    path("<str:number>/put/", views.put, name="put"),
    path("<str:number>/off/", views.off, name="off"),
    path("<str:number>/papers/<int:key>/", views.paper, name="paper"),
    path("<str:number>/<str:step>/", views.act, name="act"),
]
