"""Addresses of a file as its citizen sees it."""

from django.urls import path

from yiwang.sites.portal.track import mine, notes, papers, publishing, reviewing, views

urlpatterns = [
    path("track/", views.track, name="track"),
    path("t/<str:number>", views.from_message, name="from_message"),
    path("track/mine/", mine.begin, name="mine"),
    path("track/mine/code/", mine.code, name="mine_code"),
    path("track/mine/list/", mine.files, name="mine_files"),
    path("track/mine/close/", mine.close, name="mine_close"),
    path("track/<str:number>/", views.file, name="file"),
    path("track/<str:number>/answer/", notes.answer, name="answer"),
    path("track/<str:number>/supplement/", notes.supplement, name="supplement"),
    path("track/<str:number>/urge/", notes.urge, name="urge"),
    path("track/<str:number>/dispute/", views.dispute, name="dispute"),
    path("track/<str:number>/review/", reviewing.review, name="review"),
    path("track/<str:number>/results/<str:result>/", papers.result, name="result"),
    path("track/<str:number>/papers/<int:key>/", papers.deed, name="deed"),
    path("track/<str:number>/papers/<str:kind>/", papers.paper, name="paper"),
    path("track/<str:number>/publishing/", publishing.publishing, name="publishing"),
    path("track/<str:number>/withdraw/", views.withdraw, name="withdraw"),
    path("track/<str:number>/correct/", views.correct, name="correct"),
    path("track/<str:number>/supply/", views.supply, name="supply"),
]
