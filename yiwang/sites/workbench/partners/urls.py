"""Addresses of other platforms."""

from django.urls import path

from yiwang.sites.workbench.partners import views

app_name = "partners"
urlpatterns = [
    path("", views.partners, name="list"),
    path("new/", views.add, name="add"),
    path("<slug:code>/", views.one, name="one"),
    path("<slug:code>/change/", views.change, name="change"),
    path("<slug:code>/switch/", views.switch, name="switch"),
    path("<slug:code>/renew/", views.renew, name="renew"),
    path("<slug:code>/test/", views.test_call, name="test"),
    path("<slug:code>/replay/", views.replay, name="replay"),
    path("<slug:code>/mapping/", views.mapping, name="mapping"),
    path("<slug:code>/notices/<int:notice_id>/drop/", views.drop, name="drop"),
    path("<slug:code>/notices/<int:notice_id>/again/", views.read_again, name="read_again"),
    path("resend/<str:number>/", views.resend, name="resend"),
]
