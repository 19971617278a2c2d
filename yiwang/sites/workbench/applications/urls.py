"""Addresses of applications."""

from django.urls import path

from yiwang.sites.workbench.applications import papers, track, views, window_views

app_name = "applications"
urlpatterns = [
    path("", views.home, name="list"),
    path("new/", window_views.new, name="new"),
    path("drafts/<int:key>/", window_views.fill, name="fill"),
    path("drafts/<int:key>/receipt/", window_views.receipt, name="receipt"),
    path("notices/", views.notices, name="notices"),
    path("notices/<int:notice_id>/read/", views.read_notice, name="read_notice"),
    path("<str:number>/", views.one, name="one"),
    path("<str:number>/open/", views.open_form, name="open"),
    path("<str:number>/files/<int:file_id>/", views.file, name="file"),
    path("<str:number>/papers/<int:paper_id>/", papers.paper, name="paper"),
    path("<str:number>/results/<int:result_id>/", papers.result, name="result"),
    path("<str:number>/track/", track.track, name="track"),
    path("<str:number>/receive/", window_views.receive, name="receive"),
    path("<str:number>/<slug:move>/", views.move, name="move"),
]
