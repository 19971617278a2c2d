"""Addresses of the text model's pages."""

from django.urls import path

from yiwang.sites.workbench.reading import views

app_name = "reading"
urlpatterns = [
    path("", views.home, name="home"),
    path("versions/", views.versions, name="versions"),
    path("versions/<int:version>/", views.one, name="one"),
    path("proposals/<int:proposal_id>/approve/", views.approve, name="approve"),
    path("proposals/<int:proposal_id>/refuse/", views.refuse, name="refuse"),
]
