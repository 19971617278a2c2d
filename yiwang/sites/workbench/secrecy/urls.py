"""Addresses of secrecy. For other slices: `secrecy:one` (grade, recusals, letters of a file), `secrecy:letters`."""

from django.urls import path

from yiwang.sites.workbench.secrecy import views, views_letters

app_name = "secrecy"
urlpatterns = [
    path("", views.register, name="register"),
    path("openings/<int:key>/", views.opening, name="opening"),
    path("letters/", views_letters.letters, name="letters"),
    path("letters/<int:key>/", views_letters.letter, name="letter"),
    path("<str:number>/", views.one, name="one"),
    path("<str:number>/raise/", views.raise_grade, name="raise"),
    path("<str:number>/lower/", views.lower_grade, name="lower"),
    path("<str:number>/doubt/", views.doubt, name="doubt"),
    path("<str:number>/keep/", views.keep, name="keep"),
    path("<str:number>/strike/", views.strike, name="strike"),
    path("<str:number>/declare/", views.declare, name="declare"),
    path("<str:number>/recuse/", views.recuse, name="recuse"),
    path("<str:number>/lift/<int:key>/", views.lift, name="lift"),
    path("<str:number>/open/", views.ask_opening, name="ask_opening"),
    path("<str:number>/redact/", views.redact, name="redact"),
    path("<str:number>/ask/", views_letters.ask, name="ask"),
    path("<str:number>/recall/<int:key>/", views_letters.recall, name="recall"),
]
