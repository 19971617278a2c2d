"""Addresses of a file as its citizen sees it."""

from django.urls import path

from yiwang.sites.portal.track import papers, views

urlpatterns = [
    path("track/", views.track, name="track"),
    path("t/<str:number>", views.from_message, name="from_message"),
    path("track/<str:number>/", views.file, name="file"),
    path("track/<str:number>/dispute/", views.dispute, name="dispute"),
    path("track/<str:number>/papers/<str:kind>/", papers.paper, name="paper"),
    path("track/<str:number>/withdraw/", views.withdraw, name="withdraw"),
]
