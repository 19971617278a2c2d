"""Addresses of the reading aids, the face's colours, notices, contacts and the map of the site."""

from django.urls import path

from yiwang.sites.portal.faces import views

urlpatterns = [
    path("settings/reading/", views.reading, name="reading"),
    path("faces/<slug:code>.css", views.face_sheet, name="face_sheet"),
    path("notices/", views.notices, name="notices"),
    path("notices/<slug:code>/", views.notice, name="notice"),
    path("contact/", views.contact, name="contact"),
    path("sitemap/", views.sitemap, name="sitemap"),
    path("opinion/", views.opinion, name="opinion"),
]
