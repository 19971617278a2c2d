"""Addresses of one's own data; below those of the list, whose session they share."""

from django.urls import path

from yiwang.sites.portal.mine import own, views

urlpatterns = [
    path("track/mine/registers/", own.registers, name="my_registers"),
    path("track/mine/registers/again/", own.again, name="my_registers_again"),
    path("track/mine/data/", views.data, name="my_data"),
    path("track/mine/data/looks/<str:key>/", views.question, name="my_look"),
    path("track/mine/data/requests/<str:number>/", views.request_page, name="my_request"),
    path("track/mine/data/copies/<str:key>/", views.fetch, name="my_copy"),
    path("track/mine/data/ask/<str:kind>/", views.ask, name="my_ask"),
]
