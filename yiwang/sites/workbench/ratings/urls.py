"""Addresses of ratings."""

from django.urls import path

from yiwang.sites.workbench.ratings import views

app_name = "ratings"
urlpatterns = [
    path("", views.home, name="home"),
    path("figures/", views.figures, name="figures"),
    path("points/", views.points, name="points"),
    path("points/new/", views.new_point, name="new_point"),
    path("points/<int:point_id>/", views.point, name="point"),
    path("points/<int:point_id>/sheet.pdf", views.sheet, name="sheet"),
    path("<int:rating_id>/", views.one, name="one"),
    path("<int:rating_id>/words/", views.words, name="words"),
    path("<int:rating_id>/report/", views.report, name="report"),
    path("<int:rating_id>/contest/", views.contest, name="contest"),
    path("<int:rating_id>/contest/file/", views.proof, name="proof"),
    path("<int:rating_id>/decide/", views.decide, name="decide"),
]
