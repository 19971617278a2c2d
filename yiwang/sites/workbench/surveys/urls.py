"""Addresses of surveys, of the panel and of improvements."""

from django.urls import include, path

from yiwang.sites.workbench.surveys.views import improving, panel, surveying

_surveys = [
    path("", surveying.home, name="home"),
    path("new/", surveying.new, name="new"),
    path("<int:key>/", surveying.one, name="one"),
    path("<int:key>/edit/", surveying.edit, name="edit"),
    path("<int:key>/publish/", surveying.publish, name="publish"),
    path("<int:key>/words/", surveying.words, name="words"),
    path("<int:key>/export/", surveying.export, name="export"),
    path("<int:key>/<slug:move>/", surveying.step, name="step"),
]
_panel = [
    path("", panel.home, name="home"),
    path("new/", panel.invite, name="invite"),
    path("<int:key>/", panel.one, name="one"),
    path("<int:key>/see/", panel.see, name="see"),
    path("<int:key>/letter/", panel.letter, name="letter"),
    path("<int:key>/<slug:move>/", panel.step, name="step"),
    path("soundings/new/", panel.consult, name="consult"),
    path("soundings/<int:key>/", panel.sounding, name="sounding"),
    path("soundings/<int:key>/close/", panel.close, name="close"),
    path("voices/<int:key>/<slug:move>/", panel.voice, name="voice"),
]
_improvements = [
    path("", improving.home, name="home"),
    path("opinions/new/", improving.collect, name="collect"),
    path("opinions/<int:key>/", improving.opinion, name="opinion"),
    path("opinions/<int:key>/explain/", improving.explain, name="explain"),
    path("opinions/<int:key>/order/", improving.order, name="order"),
    path("<int:key>/", improving.one, name="one"),
    path("<int:key>/<slug:move>/", improving.step, name="step"),
]
urlpatterns = [
    path("surveys/", include((_surveys, "surveys"))),
    path("panel/", include((_panel, "panel"))),
    path("improvements/", include((_improvements, "improvements"))),
]
