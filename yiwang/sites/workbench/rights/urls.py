"""Addresses of requests about one's own data."""

from django.urls import path

from yiwang.sites.workbench.rights import views

app_name = "rights"
urlpatterns = [
    path("", views.requests, name="list"),
    path("<str:number>/", views.one, name="one"),
    path("<str:number>/held/", views.held, name="held"),
    path("<str:number>/check/", views.check, name="check"),
    path("<str:number>/decide/", views.decide, name="decide"),
    path("<str:number>/back/", views.send_back, name="send_back"),
]
