"""Addresses of the exchange. An order's number may hold any sign but a slash."""

from django.urls import path

from yiwang.sites.api.partners import views

urlpatterns = [
    path("openapi.json", views.openapi, name="exchange_openapi"),
    path("<slug:code>/ping", views.ping, name="exchange_ping"),
    path("<slug:code>/orders", views.orders, name="exchange_orders"),
    path("<slug:code>/notices", views.notices, name="exchange_notices"),
    path("<slug:code>/orders/<str:order_id>", views.order, name="exchange_order"),
    path("<slug:code>/orders/<str:order_id>/notices", views.notices, name="exchange_order_notices"),
]
