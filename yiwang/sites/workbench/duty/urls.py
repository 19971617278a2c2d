"""Addresses of the roster."""

from django.urls import path

from yiwang.sites.workbench.duty import views

app_name = "duty"
urlpatterns = [
    path("", views.home, name="home"),
    path("<str:unit>/", views.roster, name="roster"),
    path("<str:unit>/week/", views.week, name="week"),
    path("<str:unit>/paste/", views.paste, name="paste"),
    path("<str:unit>/sheet/", views.sheet, name="sheet"),
]
