"""Addresses of campaigns."""

from django.urls import path

from yiwang.sites.workbench.campaigns.views import campaigning as views
from yiwang.sites.workbench.campaigns.views import measuring

app_name = "campaigns"
urlpatterns = [
    path("", views.home, name="home"),
    path("new/", views.new, name="new"),
    path("measures/<int:measure_id>/report/", measuring.report, name="report_measure"),
    path("measures/<int:measure_id>/move/", measuring.move, name="move_measure"),
    path("measures/<int:measure_id>/accept/", measuring.accept, name="accept_measure"),
    path("measures/<int:measure_id>/return/", measuring.give_back, name="return_measure"),
    path("<int:campaign_id>/", views.one, name="one"),
    path("<int:campaign_id>/change/", views.change, name="change"),
    path("<int:campaign_id>/files/", views.files, name="files"),
    path("<int:campaign_id>/add/", views.add, name="add"),
    path("<int:campaign_id>/measure/", measuring.order, name="order"),
    path("<int:campaign_id>/begin/", views.begin, name="begin"),
    path("<int:campaign_id>/report/", views.report, name="report"),
    path("<int:campaign_id>/back/", views.send_back, name="send_back"),
    path("<int:campaign_id>/close/", views.close, name="close"),
    path("<int:campaign_id>/drop/", views.drop, name="drop"),
    path("<int:campaign_id>/report.pdf", views.paper, name="paper"),
]
